"""What Alembic runs around the versions: it works on the connection that `upgrade` has locked."""

from alembic import context

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"], version_table=attributes["mark"], transactional_ddl=True
)
context.run_migrations()
