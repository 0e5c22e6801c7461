"""The keys of the municipality's limits and rules.

A key is that of the table of settings; those with a point are parts of a setting of that name.
"""

from enum import StrEnum


class LimitKey(StrEnum):
    """The keys of the limits."""

    FORECAST_SHARE = "forecast_limit_share"
    FORECAST_AMOUNT = "forecast_limit_amount"
    PLAN_SHARE = "action_plan_share"
    PLAN_AMOUNT = "action_plan_amount"
    PLAN_DAYS = "action_plan_days"
    PLAN_LEVEL = "action_plan_level"
    BUDGET_COMMENT_SHARE = "budget_comment_share"
    BUDGET_COMMENT_AMOUNT = "budget_comment_amount"
    BUDGET_TIMES = "budget_times"
    BUDGET_TIMES_FROM = "budget_times_from"
    BUDGET_LARGEST = "budget_largest_row"
    BUDGET_MIRROR = "budget_mirror"
    OWN_REDISTRIBUTION = "own_redistribution"
    FOLLOW_UP_SHARE = "limit_share"
    FOLLOW_UP_AMOUNT = "limit_amount"
    CONTROL_ASK = "control_list.ask"
    CONTROL_MISSING = "control_list.missing"
    CONTROL_LARGE = "control_list.large"
    INDICATOR_MOST = "indicator_most"
    ACTIVITY_END = "activity_end_needed"
    REMIND_BEFORE = "reminder_days_before"
    REMIND_AFTER = "reminder_days_after"
    ATTACHMENT_SIZE = "attachment_megabytes"
    NAME = "municipality_name"
    ALLOCATION_MODEL = "allocation_model"
    ALLOCATION_ACCOUNTS = "allocation_accounts"
    ALLOCATION_WORD = "allocation_word"
    FINANCE_UNIT = "finance_unit"
    INVESTMENT_PROJECTS = "investment_projects"
    NOT_OPERATING = "accounts_not_operating"
