"""Which tables a backup holds, as the database's own migrations describe them."""

from typing import Any

from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import F
from django.db.models.functions import Collate

Applied = dict[str, list[str]]
Tables = dict[str, type[models.Model]]

# Never in a backup, each with its reason; docs/guides/operating.md repeats them.
LEFT_OUT = {
    "accounts_session": "who is signed in: after a restore everybody signs in again",
    "auth_group": "not used: rights come from roles",
    "auth_group_permissions": "not used: rights come from roles",
    "auth_permission": "made anew from the program",
    "core_searchdocument": "made anew from the records",
    "core_searchposting": "made anew from the records",
    "core_searchtrigram": "made anew from the records",
    "core_searchword": "made anew from the records",
    "django_migrations": "stands in the manifest",
    "django_session": "who is signed in: after a restore everybody signs in again",
    "django_tasks_database_dbtaskresult": "results of jobs that nobody reads twice",
}
LEFT_OUT_APPS = {"auth", "django_tasks_database", "sessions"}


def applied_migrations(loader: MigrationLoader) -> tuple[Applied, list[str]]:
    """The last applied migrations by app, and names of those that this program does not know."""
    applied = set(loader.applied_migrations)
    known = {node for node in applied if node in loader.graph.nodes}
    last = [node for node in known if not _is_followed(loader, node, known)]
    by_app: Applied = {}
    for app, name in sorted(last):
        if app not in LEFT_OUT_APPS:
            by_app.setdefault(app, []).append(name)
    strange = {node for node in applied - known if node[0] not in LEFT_OUT_APPS}
    replaced = {node for squashed in loader.replacements.values() for node in squashed.replaces}
    return by_app, sorted(f"{app}.{name}" for app, name in strange - replaced)


def _is_followed(
    loader: MigrationLoader, node: tuple[str, str], known: set[tuple[str, str]]
) -> bool:
    children = loader.graph.node_map[node].children
    return any(child.key[0] == node[0] and child.key in known for child in children)


def unknown_migrations(loader: MigrationLoader, applied: Applied) -> list[str]:
    """Those of a backup's migrations that this program does not have."""
    return [
        f"{app}.{name}"
        for app, names in applied.items()
        for name in names
        if (app, name) not in loader.graph.nodes
    ]


def state_at(loader: MigrationLoader, applied: Applied) -> ProjectState:
    """The models as they were after these migrations."""
    nodes = [(app, name) for app, names in sorted(applied.items()) for name in names]
    state: ProjectState = loader.project_state(nodes)
    return state


def tables_of(state: ProjectState) -> Tables:
    """The tables that a backup of this state holds, by name, in the order of their names."""
    found: Tables = {}
    for model in state.apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and options.db_table not in LEFT_OUT:
            found[options.db_table] = model
    return dict(sorted(found.items()))


def columns_of(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The fields that stand in the table itself."""
    return [field for field in model._meta.local_concrete_fields if not _is_computed(field)]


def _is_computed(field: "models.Field[Any, Any]") -> bool:
    return bool(getattr(field, "generated", False))


def rows_in_order(model: type[models.Model], using: str, vendor: str) -> models.QuerySet[Any, Any]:
    """All rows by their key, in the same order on every database."""
    key = model._meta.pk
    text = isinstance(key, models.CharField) and vendor == "postgresql"
    order = Collate(F("pk"), "C") if text else F("pk")
    return models.QuerySet(model, using=using).order_by(order)
