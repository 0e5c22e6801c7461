"""People: users, their roles on units, and the sessions that keep them signed in."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.enums import Role
from core.models.types import Key, UtcTime, text_enum


class User(SQLModel, table=True):
    """A person who can sign in. The hash is made and checked outside core."""

    __tablename__ = "user_account"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    username: str = Field(unique=True, max_length=80)
    name: str = Field(max_length=120)
    email: str = Field(default="", max_length=200)
    password_hash: str = Field(default="", max_length=200)
    active: bool = True
    created_at: datetime = Field(sa_type=UtcTime)


class RoleAssignment(SQLModel, table=True):
    """A role on a unit and all below it in today's tree, for a time."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "unit_id", "valid_from"),
        Index("ix_role_assignment_unit", "unit_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    role: Role = Field(sa_type=text_enum(Role, "role"))
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    valid_from: date
    valid_to: date | None = None


class UserSession(SQLModel, table=True):
    """A signed-in browser, or a link by which a person chooses her password.

    Only the hash of the token is stored; a link's begins with a `p`, which no hash of a session does.
    Both end with the person's account and with her password.
    """

    __tablename__ = "user_session"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: int = Field(foreign_key="user_account.id", index=True, sa_type=Key)
    acting_as_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)


class SignInDelay(SQLModel, table=True):
    """How many times an account was tried in vain from one address, and until when it must wait."""

    __tablename__ = "sign_in_delay"

    account: str = Field(primary_key=True, max_length=80)
    address: str = Field(primary_key=True, max_length=64)
    failures: int = 0
    wait_until: datetime = Field(sa_type=UtcTime)


class Preference(SQLModel, table=True):
    """A person's own choice, kept between visits (money unit, columns)."""

    __tablename__ = "preference"

    user_id: int = Field(primary_key=True, foreign_key="user_account.id", sa_type=Key)
    key: str = Field(primary_key=True, max_length=64)
    value: str = Field(default="", max_length=400)
