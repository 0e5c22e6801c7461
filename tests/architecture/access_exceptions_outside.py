"""The functions in which nobody acts: before signing in, by the clock, at a console."""

_BEFORE = "before anybody has signed in"
_JOBS = "runs by the clock, for everybody: each mail holds only what its receiver may see"
_CONSOLE = "for the command line on the server, which already holds the database"

OUTSIDE_WITHOUT_ACTOR: dict[str, str] = {
    **dict.fromkeys(
        (
            "queries.access.load_actor",
            "queries.sessions.people_with_roles",
            "queries.sessions.owner_of_link",
            "queries.sessions.sign_in_candidate",
            "queries.sessions.user_of_token",
            "services.password_links.use_link",
            "services.sessions.sign_in",
            "services.sessions.sign_out",
            "queries.calendar_feeds.owner_of",
        ),
        _BEFORE,
    ),
    **dict.fromkeys(
        (
            "queries.guards.installed_triggers",
            "queries.users.list_usernames",
            "queries.users.user_ids",
            "services.audit.verify",
            "services.balances.find_faults",
            "services.checks.run_checks",
            "services.organisation.create_first_tree",
            "services.reference.install_reference",
            "services.users.assign_role_at_console",
            "services.users.create_user_at_console",
            "services.users.set_password_hash_at_console",
        ),
        _CONSOLE,
    ),
    **dict.fromkeys(
        (
            "services.clock_runs.ask_daily",
            "services.clock_runs.in_the_name_of",
            "services.mail.at_once",
            "services.mail.mark_mailed",
            "services.mail.news_at_once",
            "services.mail_rows.password_mail_waits",
            "services.mail.reminders",
            "services.mail.weekly",
            "services.mail.words_of",
            "services.mail_runs.ask_for_due",
            "services.mail_runs.run_at_once",
            "services.mail_runs.run_reminders",
            "services.mail_runs.run_weekly",
            "services.mail_sending.send_prepared",
            "services.round_runs.ask_for_due",
            "services.round_runs.run_rounds",
        ),
        _JOBS,
    ),
}
