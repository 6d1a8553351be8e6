//! Deadlines as they are entered: lines that come and go.

use domain::circular::{DEADLINES_MAX, Deadline, DeadlineFor};
use leptos::prelude::*;

use crate::form::FormFaults;
use crate::i18n::{activity, circular as words, t, tf};
use crate::ui::{Button, ButtonKind, Choice, DateInput, Field, FieldIds, IconName, Keyed, Select, TextInput};

#[derive(Clone, Copy)]
struct Line {
    key: u32,
    n: u32,
    what: RwSignal<String>,
    due_on: RwSignal<Option<chrono::NaiveDate>>,
    /// As on the wire.
    whom: RwSignal<String>,
}

/// `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Deadlines {
    lines: RwSignal<Vec<Line>>,
    last: StoredValue<u32>,
}

impl Deadlines {
    pub(super) fn new(before: &[Deadline]) -> Self {
        let own = Self {
            lines: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        };
        own.put(before);
        own
    }
    /// Takes these in the place of what is there.
    pub(super) fn put(self, all: &[Deadline]) {
        self.lines.set(Vec::new());
        for d in all {
            self.add(d.n, &d.what, Some(d.due_on), d.whom);
        }
    }
    fn add(self, n: u32, what: &str, due_on: Option<chrono::NaiveDate>, whom: DeadlineFor) {
        self.last.update_value(|last| *last += 1);
        let line = Line {
            key: self.last.get_value(),
            n,
            what: RwSignal::new(what.to_owned()),
            due_on: RwSignal::new(due_on),
            whom: RwSignal::new(whom.as_str().to_owned()),
        };
        self.lines.update(|all| all.push(line));
    }
    /// What is entered; a line without a day is none yet.
    pub(super) fn entered(self) -> Vec<Deadline> {
        let read = |line: &Line| {
            Some(Deadline {
                n: line.n,
                what: line.what.with(|text| text.trim().to_owned()),
                due_on: line.due_on.get()?,
                whom: DeadlineFor::parse(&line.whom.get()).unwrap_or_default(),
            })
        };
        self.lines.with(|all| all.iter().filter_map(read).collect())
    }
    /// Where a line stands among those that have a day: as the server counts them.
    fn place(self, key: u32) -> Option<usize> {
        self.lines.with(|all| {
            let with_day = all.iter().filter(|line| line.due_on.with(Option::is_some));
            with_day.into_iter().position(|line| line.key == key)
        })
    }
}

#[component]
pub(super) fn DeadlineFields(
    deadlines: Deadlines,
    faults: FormFaults,
    /// Where the list stands: `/content`, or nothing.
    at: &'static str,
) -> impl IntoView {
    let keys = Signal::derive(move || {
        deadlines
            .lines
            .with(|all| all.iter().map(|line| line.key).collect())
    });
    let draw = Callback::new(move |key| {
        let found = deadlines
            .lines
            .with_untracked(|all| all.iter().find(|l| l.key == key).copied());
        found
            .map(|line| view! { <LineFields deadlines line faults at/> })
            .into_any()
    });
    let full = Signal::derive(move || deadlines.lines.with(|all| all.len() >= DEADLINES_MAX));
    let hint = t(words::DEADLINES_HINT);
    view! {
        <Field ids=FieldIds::new(hint) label=t(words::DEADLINES) hint group=true fault=faults.at(format!("{at}/deadlines"))>
            <div class="deadline-lines"><Keyed keys draw/></div>
            <Button icon=IconName::Plus disabled=full on_press=move || deadlines.add(0, "", None, DeadlineFor::Everyone)>
                {t(words::ADD_DEADLINE)}
            </Button>
        </Field>
    }
}

#[component]
fn LineFields(deadlines: Deadlines, line: Line, faults: FormFaults, at: &'static str) -> impl IntoView {
    let key = line.key;
    let fault = move |part: &'static str| {
        Signal::derive(move || {
            let place = deadlines.place(key)?;
            faults.message(&format!("{at}/deadlines/{place}/{part}"))
        })
    };
    let number = Memo::new(move |_| {
        deadlines
            .lines
            .with(|all| all.iter().position(|l| l.key == key).unwrap_or(0) + 1)
    });
    let choices: Vec<Choice> = DeadlineFor::ALL
        .iter()
        .map(|whom| Choice::new(whom.as_str(), words::whom(*whom)))
        .collect();
    view! {
        <div class="deadline-line" role="group" aria-label=move || tf(words::DEADLINE, &[&number.get().to_string()])>
            <TextInput label=t(words::WHAT) hint=t(words::WHAT_HINT) value=line.what fault=fault("what") required=true/>
            <DateInput label=t(words::DUE_ON) value=line.due_on fault=fault("due_on") required=true/>
            <Select label=t(words::WHOM) value=line.whom choices/>
            <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || {
                deadlines.lines.update(|all| all.retain(|l| l.key != key));
            }>
                {t(activity::REMOVE)}
                <span class="visually-hidden">" "{move || tf(words::DEADLINE, &[&number.get().to_string()])}</span>
            </Button>
        </div>
    }
}
