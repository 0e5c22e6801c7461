"""The public functions of services and queries that ask for no right, each with its reason.

`OWN` give everybody their own and nothing else, `CARRIES` only note who acts, and nobody acts in
`WITHOUT_ACTOR`.
"""

OWN: dict[str, str] = {
    "services.jobs.progress_of": "one's own job; None for somebody else's (tested with the service)",
    "services.preferences.keep_preference": "one's own choice",
    "services.preferences.preference_of": "one's own choice",
    "services.sessions.stop_acting": "one's own session, found by its token",
    "queries.users.profile": "one's own roles",
}

CARRIES: dict[str, str] = {
    "services.audit.record": "notes who acts; the service that calls it has asked",
    "services.jobs.enqueue": "part of request_apply and request_undo, which have asked",
    "services.requests.first_time": "part of another service, which has asked",
    "services.transaction.transaction": "notes a refusal under the one who was refused",
    "queries.access.may": "the question itself",
    "queries.access.require": "the question itself",
    "queries.access.require_write": "the question itself",
}

_PURE = "pure: works on values that were read before"
_PART = "part of services that have asked"
_BEFORE = "before anybody has signed in"
_NO_SECRET = "no secret: names, dates and shapes that everybody who has signed in may know"
_INSIDE = "the inside of queries that have asked"
_CONSOLE = "for the command line on the server, which already holds the database"

WITHOUT_ACTOR: dict[str, str] = {
    **dict.fromkeys(
        (
            "queries.classes.classes_by_account",
            "queries.classes.classes_by_function",
            "queries.classes.classes_by_row",
            "queries.classes.only",
            "queries.classes.operating_codings",
            "queries.figures.amount_of",
            "queries.guards.expected_triggers",
            "queries.node_sums.child_keys",
            "queries.node_sums.children_of",
            "queries.node_sums.is_under",
            "queries.rollup.common_ancestor",
            "queries.rollup.meets_inside",
            "queries.rollup.node_by_class",
            "queries.rollup.node_rows",
            "queries.rollup.place_block",
            "queries.rollup.shape_tree",
            "queries.rollup.sum_rows",
            "queries.rollup.tree_by_class",
            "queries.sessions.account_key",
            "queries.sessions.token_digest",
            "queries.users.role_title",
            "queries.users.role_word",
            "services.balances.deltas_of",
            "services.batch_files.digest_of",
            "services.batch_files.freeze",
            "services.batch_files.thaw",
            "services.ledger_apply.months_of",
            "services.plan_apply.whole_kronor",
            "services.sessions.form_token",
        ),
        _PURE,
    ),
    **dict.fromkeys(
        (
            "services.audit.forget",
            "services.audit.latest_n",
            "services.audit.seal",
            "services.audit.stamp",
            "services.balances.add_deltas",
            "services.balances.rebuild_from_plan",
            "services.batch_apply.release_batch",
            "services.batch_files.drop_file",
            "services.batch_files.open_batch",
            "services.batch_files.reading_of",
            "services.batch_files.registers",
            "services.batch_files.store_file",
            "services.bulk.insert_rows",
            "services.codings.coding_ids",
            "services.codings.create_codes",
            "services.jobs.claim",
            "services.jobs.finish",
            "services.jobs.is_asked_for",
            "services.jobs.tell",
            "services.ledger_apply.place",
            "services.ledger_apply.remove_lines",
            "services.ledger_apply.write_ledger",
            "services.loading.get_batch",
            "services.loading.get_profile",
            "services.plan_apply.clear_plan",
            "services.plan_apply.open_version",
            "services.plan_apply.write_plan",
            "services.previewing.make_preview",
            "services.requests.keep_result",
            "services.requests.result_of",
            "services.sessions.close_sessions",
            "services.turns.take_turn",
        ),
        _PART,
    ),
    **dict.fromkeys(
        (
            "queries.access.load_actor",
            "queries.sessions.people_with_roles",
            "queries.sessions.sign_in_candidate",
            "queries.sessions.user_of_token",
            "services.sessions.sign_in",
            "services.sessions.sign_out",
        ),
        _BEFORE,
    ),
    **dict.fromkeys(
        (
            "queries.access.contact",
            "queries.access.tree_at",
            "queries.classes.list_definitions",
            "queries.classes.read_definition",
            "queries.codes.code_names",
            "queries.codes.list_codes",
            "queries.codes.unit_names",
            "queries.loads.latest_load",
            "queries.municipality.read_municipality",
            "queries.trees.nodes_of",
            "queries.trees.unit_ids",
            "queries.users.user_name",
            "queries.versions.choose_versions",
            "queries.versions.default_period",
            "queries.versions.list_years",
            "queries.versions.open_months",
        ),
        _NO_SECRET,
    ),
    **dict.fromkeys(
        (
            "queries.access.subtree",
            "queries.access.under",
            "queries.access.unit_rows",
            "queries.columns.columns_of",
            "queries.ledger_choice.read_choice",
            "queries.ledger_choice.sum_in_memory",
            "queries.ledger_parts.cut_in_parts",
            "queries.ledger_parts.first_ids",
            "queries.ledger_parts.limited_count",
            "queries.node_sums.allowed_positions",
            "queries.node_sums.sum_node",
        ),
        _INSIDE,
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
}
