"""Alembic's entry: runs on the connection that `core.migrations.run` hands over."""

from alembic import context
from sqlmodel import SQLModel

import core.models  # noqa: F401 registers the tables with the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
