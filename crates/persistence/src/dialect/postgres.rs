//! What only PostgreSQL needs.

use super::Purpose;

/// Settings of a new connection. Lists are planned once and for all: the planner gains nothing from seeing each
/// page's limit, and planning costs a third of the query. Changes find their rows by index even by a plan that was made
/// while the table was empty, as all are on the first night. Nothing here runs long enough to be worth compiling (JIT).
pub fn session(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Read => {
            "SET application_name = 'kepu-read'; SET statement_timeout = '15s'; SET jit = off; \
             SET plan_cache_mode = 'force_generic_plan'; SET default_transaction_read_only = on;"
        }
        Purpose::Write => {
            "SET application_name = 'kepu-write'; SET statement_timeout = '30s'; SET lock_timeout = '10s'; \
             SET idle_in_transaction_session_timeout = '60s'; SET enable_seqscan = off; SET jit = off;"
        }
    }
}

/// An arbitrary number that stands for "kepu migrations".
pub const LOCK_MIGRATIONS: &str = "SELECT pg_advisory_lock(7135091)";
pub const UNLOCK_MIGRATIONS: &str = "SELECT pg_advisory_unlock(7135091)";

/// Parts of messages after which trying again helps.
pub const PASSING: &[&str] = &[
    "server closed the connection",
    "terminating connection",
    "connection to server",
    "could not connect",
    "the database system is",
    "too many clients",
    "canceling statement due to",
    "deadlock detected",
    "no connection to the server",
    "SSL connection has been closed",
];

pub(super) const CONTRIBUTES: [&str; 3] = [
    "EXISTS (SELECT 1 FROM contributions WHERE contributions.activity_id = activities.id \
     AND contributions.contribution @> jsonb_build_object('figures', jsonb_build_array(jsonb_build_array(",
    "::text, ",
    "::text))))",
];

/// Whether anything is in the database already.
pub(super) const COUNT_TABLES: &str = "SELECT count(*) AS n FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace \
     WHERE c.relkind IN ('r', 'p') AND s.nspname NOT IN ('pg_catalog', 'information_schema') AND s.nspname !~ '^pg_toast'";
