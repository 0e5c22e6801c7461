import json

from core.db import Database, use_database
from core.migrations.run import downgrade
from tests.server.asgi import Browser


def test_health_working_process_is_ok(browser: Browser) -> None:
    answer = browser.get("/halsa")

    assert answer.status == 200
    assert json.loads(answer.body) == {"status": "ok", "database": True, "migrated": True}


def test_health_database_of_another_version_is_degraded(browser: Browser, process_database: Database) -> None:
    downgrade(process_database, "base")

    answer = browser.get("/halsa")

    assert answer.status == 503
    assert json.loads(answer.body) == {"status": "degraded", "database": True, "migrated": False}


def test_health_database_that_does_not_answer_is_degraded_and_says_nothing_secret(
    browser: Browser,
) -> None:
    absent = Database("postgresql://rodret:hemligt@127.0.0.1:1/rodret")
    use_database(absent)

    answer = browser.get("/halsa")

    absent.dispose()
    assert answer.status == 503
    assert json.loads(answer.body) == {"status": "degraded", "database": False, "migrated": False}
