"""The container files: two replicas that could start, with every setting they need and no secret inside."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings, require_slack
from bot.store.keys import secret_keys

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
REPLICAS = {name: service for name, service in SERVICES.items() if service["image"] == "baton"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()

GIVEN = re.compile(r"\$\{(\w+)(:\?|:-)([^}]*)\}")
FILE = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "BATON_SECRET_KEY": "dGhpcnR5LXR3byBieXRlcyBmb3IgYSBjb250YWluZXI=",
    "POSTGRES_PASSWORD": "hush",
}
"""What an env file would hold for Socket Mode."""


def filled_in(value: str) -> str:
    """A value as compose passes it on."""
    return GIVEN.sub(lambda given: FILE.get(given[1], ""), value)


@pytest.mark.parametrize("name", REPLICAS)
def test_a_replica_has_every_setting_it_needs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = REPLICAS[name]["environment"]
    assert {variable.lower() for variable in given} <= set(Settings.model_fields)
    for variable, value in given.items():
        monkeypatch.setenv(variable, filled_in(value))

    settings = Settings()

    require_slack(settings)
    assert secret_keys(settings)
    assert settings.baton_instance == name
    assert settings.database_url == "postgresql+psycopg://baton:hush@postgres/baton"
    assert settings.redis_url == "redis://redis:6379/0"


def test_two_replicas_share_all_but_their_names_and_ports() -> None:
    one, other = REPLICAS.values()

    different = one["environment"].items() ^ other["environment"].items()

    assert {name for name, _ in different} == {"BATON_INSTANCE"}
    assert set(one["ports"]).isdisjoint(other["ports"])


def test_what_must_be_set_is_asked_for_by_name() -> None:
    asked = {name for name, how, _ in GIVEN.findall((ROOT / "compose.yml").read_text()) if how == ":?"}

    assert asked == {"SLACK_BOT_TOKEN", "BATON_SECRET_KEY", "POSTGRES_PASSWORD"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_watched_restarted_and_out_of_reach_from_outside(name: str) -> None:
    service = SERVICES[name]

    assert "healthcheck" in service or (name in REPLICAS and "HEALTHCHECK" in DOCKERFILE)
    assert service["restart"] == "unless-stopped"
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert not re.search(r"[.:].*/", service["image"]), "a plain name, from whatever registry you use"


def test_the_database_outlives_its_container_and_the_replicas_wait_for_it() -> None:
    volume, place = SERVICES["postgres"]["volumes"][0].split(":")

    assert volume in COMPOSE["volumes"]
    assert place == "/var/lib/postgresql", "where version 18 of the image keeps its data"
    waits = [replica["depends_on"]["postgres"]["condition"] for replica in REPLICAS.values()]
    assert waits == ["service_healthy"] * 2


def test_the_image_runs_as_a_user_of_its_own_and_holds_no_compiler() -> None:
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]

    assert re.search(r"^USER baton$", last_stage, re.MULTILINE)
    assert "useradd --uid 10001" in last_stage
    assert "pip install" not in last_stage
