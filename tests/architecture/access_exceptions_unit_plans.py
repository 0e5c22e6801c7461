"""What operational plans and activities have without asking for a right, each with its reason."""

UNIT_PLAN_CARRIES: dict[str, str] = {
    "queries.goal_findings.find_gaps": "of goals and figures in scope (tested with the query)",
    "queries.goal_findings.require_followed": "part of handing in, which has asked",
    "queries.goal_findings.said_of_goals": "of goals in scope or above it (tested with the query)",
    "services.plan_review_activities.settle_activity": "part of settling a plan, which has asked",
    "services.plan_review_items.settle_figure": "part of settling a plan, which has asked",
    "services.plan_review_items.settle_goal": "part of settling a plan, which has asked",
    "services.plan_review_items.settle_text": "part of settling a plan, which has asked",
    "services.activity_store.insert": "part of services that have asked",
    "services.activity_store.require_goal": "part of services that have asked; narrows to goals in sight",
    "services.activity_store.tell_owner": "part of services that have asked",
}

UNIT_PLAN_WITHOUT_ACTOR: dict[str, str] = {
    "queries.goal_findings.followed_month": "a date",
    "queries.unit_plans.list_plan_years": "the common headings are no secret",
    "queries.unit_plans.list_sections": "the common headings are no secret",
    "services.activity_store.checked": "part of services that have asked",
    "services.activity_store.compare_and_set": "part of services that have asked",
    "services.activity_store.facts": "the columns of a row",
    "services.activity_store.values_of": "the columns of a row",
    "queries.indicators.ended_places": "which figures end where, for those that have asked",
    "queries.indicators.measured_in": "a condition",
    "services.activity_year_end.goal_of_next_year": "part of services that have asked",
    "services.plan_review_activities.text_of": "the columns of a row",
    "services.plan_review_items.moved": "a refusal in words",
    "services.plan_review_items.named": "a refusal in words",
    "services.plan_templates.shipped_sections": "a file of the program",
}
