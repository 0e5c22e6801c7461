"""Import profiles: how a source is read, and what its own codes stand for."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import BatchState, Dimension, SourceKind, UnitKind
from core.errors import RuleViolation
from core.imports.check import UNIT
from core.models import TARGETS, Code, ImportMapping, ImportProfile, TreeUnit, Unit
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit, loading
from core.texts import _

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewProfile:
    """A source to read files from: dimension → "unit" or a `Dimension`, and a default cost center's code."""

    name: str
    kind: SourceKind
    dimensions: dict[str, str]
    default_unit: str | None = None
    organisation_number: str = ""


def create_profile(session: Session, actor: Actor, *, profile: NewProfile) -> int:
    """Create an import profile; return its id."""
    access.require_write(session, actor, Action.MANAGE_CODES, actor.top_unit_id)
    name = profile.name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise RuleViolation(_("Ge profilen ett namn på högst {n} tecken.").format(n=_LONGEST_NAME))
    if session.exec(select(ImportProfile.id).where(ImportProfile.name == name)).first() is not None:
        raise RuleViolation(_("Det finns redan en profil som heter {name}.").format(name=name))
    for number, target in profile.dimensions.items():
        if target not in TARGETS:
            message = _("Dimension {number} kan inte läsas som {target}.")
            raise RuleViolation(message.format(number=number, target=target))
    row = ImportProfile(
        name=name,
        kind=profile.kind,
        dimensions=dict(profile.dimensions),
        default_unit_id=_cost_center(session, profile.default_unit) if profile.default_unit else None,
        organisation_number=profile.organisation_number,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "profile_created", subject=("import_profile", row.id), change=(None, row.model_dump())
    )
    return _id(row.id)


def map_code(
    session: Session, actor: Actor, *, batch_id: int, dimension: str, source_code: str, target: str
) -> None:
    """Decide what a source's code stands for, now and in later files, and preview the batch anew."""
    access.require_write(session, actor, Action.MANAGE_CODES, actor.top_unit_id)
    if dimension not in (*TARGETS, Dimension.ACCOUNT):
        raise RuleViolation(_("Välj vad koden står för: ett ansvar, ett konto eller en annan koddel."))
    batch = loading.get_batch(session, batch_id, BatchState.PREVIEW)
    mapping = session.exec(
        select(ImportMapping).where(
            ImportMapping.profile_id == batch.profile_id,
            ImportMapping.dimension == dimension,
            ImportMapping.source_code == source_code,
        )
    ).first() or ImportMapping(profile_id=batch.profile_id, dimension=dimension, source_code=source_code)
    if dimension == UNIT:
        mapping.unit_id = _cost_center(session, target)
    else:
        mapping.code_id = _known_code(session, Dimension(dimension), target)
    session.add(mapping)
    session.flush()
    audit.record(
        session,
        actor,
        "code_mapped",
        subject=("import_profile", batch.profile_id),
        change=(None, {"dimension": dimension, "source": source_code, "target": target}),
    )
    loading.refresh_preview(session, actor, batch_id=batch_id)


def _cost_center(session: Session, code: str) -> int:
    found = session.exec(
        select(Unit.id)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Unit.id))
        .where(Unit.code == code, TreeUnit.kind == UnitKind.COST_CENTER)
    ).first()
    if found is None:
        raise RuleViolation(_("{code} är inget ansvar i organisationen.").format(code=code))
    return found


def _known_code(session: Session, dimension: Dimension, code: str) -> int:
    found = session.exec(select(Code.id).where(Code.dimension == dimension, Code.code == code)).first()
    if found is None:
        raise RuleViolation(_("Koden {code} finns inte i kodplanen.").format(code=code))
    return found


def _id(value: int | None) -> int:
    if value is None:
        raise ValueError("a stored row has an id")
    return value
