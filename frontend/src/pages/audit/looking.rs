//! What is looked for in the log, kept in the address.

use chrono::NaiveDate;
use domain::audit::AuditOutcome;
use domain::id::AccountId;
use domain::time::Instant;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use uuid::Uuid;

use super::AUDIT_LOG;

/// `Copy`; from the context by [`use_looking`]. Empty texts say nothing.
#[derive(Clone, Copy)]
pub struct Looking {
    pub outcome: RwSignal<String>,
    pub operation: RwSignal<String>,
    pub account: RwSignal<String>,
    pub object: RwSignal<String>,
    pub from: RwSignal<Option<NaiveDate>>,
    /// With this day.
    pub to: RwSignal<Option<NaiveDate>>,
}

pub fn use_looking() -> Looking {
    expect_context()
}

impl Looking {
    pub fn here() -> Self {
        let params = use_query_map();
        let looking = Self {
            outcome: RwSignal::new(String::new()),
            operation: RwSignal::new(String::new()),
            account: RwSignal::new(String::new()),
            object: RwSignal::new(String::new()),
            from: RwSignal::new(None),
            to: RwSignal::new(None),
        };
        looking.read(&params.get_untracked());
        // Another address (back, the menu) fills the fields.
        Effect::new(move |_| looking.read(&params.get()));
        looking.write_address();
        provide_context(looking);
        looking
    }

    /// What is none of the values there are is left out.
    fn read(self, params: &ParamsMap) {
        let text = |name| params.get(name).unwrap_or_default();
        let id = |name| params.get(name).filter(|id| Uuid::try_parse(id).is_ok());
        let day = |name| params.get(name).and_then(|day| day.parse().ok());
        let outcome = AuditOutcome::parse(&text("outcome")).map_or("", AuditOutcome::as_str);
        set(self.outcome, outcome.to_owned());
        set(self.operation, text("operation"));
        set(self.account, id("account_id").unwrap_or_default());
        set(self.object, id("object_id").unwrap_or_default());
        set(self.from, day("from"));
        set(self.to, day("to"));
    }

    /// Every change is at once in the address.
    fn write_address(self) {
        let navigate = use_navigate();
        Effect::new(move |before: Option<String>| {
            let mut params = ParamsMap::new();
            for (name, value) in self.fields(|_, day| day.to_string()) {
                params.insert(name, value);
            }
            let now = format!("{AUDIT_LOG}{}", params.to_query_string());
            if before.is_some_and(|before| before != now) {
                let options = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&now, options);
            }
            now
        });
    }

    /// As the API asks for it.
    pub fn asked(self) -> Vec<(&'static str, String)> {
        self.fields(|name, day| {
            let at = if name == "from" {
                Instant::start_of_day(day)
            } else {
                Instant::end_of_day(day)
            };
            at.to_string()
        })
    }

    /// What is set, with its name.
    fn fields(self, day: impl Fn(&'static str, NaiveDate) -> String) -> Vec<(&'static str, String)> {
        let mut all = vec![
            ("outcome", self.outcome.get()),
            ("operation", self.operation.get()),
            ("account_id", self.account.get()),
            ("object_id", self.object.get()),
        ];
        for (name, value) in [("from", self.from), ("to", self.to)] {
            all.extend(value.get().map(|value| (name, day(name, value))));
        }
        all.retain(|(_, value)| !value.is_empty());
        all
    }

    pub fn is_narrow(self) -> bool {
        !self.fields(|_, day| day.to_string()).is_empty()
    }
    pub fn only_account(self, id: AccountId) {
        set(self.account, id.to_string());
    }
    pub fn only_operation(self, id: &str) {
        set(self.operation, id.to_owned());
    }
    pub fn only_object(self, id: Uuid) {
        set(self.object, id.to_string());
    }
    pub fn clear(self) {
        self.read(&ParamsMap::new());
    }
}

/// Tells nobody where nothing changes.
fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}
