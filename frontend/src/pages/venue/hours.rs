//! Weekly hours as they are entered: lines that come and go.

use domain::text::half_width;
use domain::venue::{ClockTime, HOURS_MAX, OpeningHours};
use leptos::prelude::*;

use crate::form::FormFaults;
use crate::i18n::{activity, t, tf, venue as words};
use crate::page;
use crate::ui::{Button, ButtonKind, CheckboxGroup, Choice, Field, FieldIds, IconName, Keyed, TextInput};

#[derive(Clone, Copy)]
struct Line {
    key: u32,
    /// `1` for Monday to `7`.
    days: RwSignal<Vec<String>>,
    opens: RwSignal<String>,
    closes: RwSignal<String>,
}

/// `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Hours {
    lines: RwSignal<Vec<Line>>,
    last: StoredValue<u32>,
}

/// `9:00` and `９：００` are nine o'clock, too.
fn clock(text: &str) -> Option<ClockTime> {
    let text = half_width(text.trim()).replace('：', ":");
    let padded = if text.find(':') == Some(1) {
        format!("0{text}")
    } else {
        text
    };
    ClockTime::parse(&padded)
}

impl Hours {
    pub(super) fn new(before: &[OpeningHours]) -> Self {
        let own = Self {
            lines: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        };
        for line in before {
            own.add(line);
        }
        own
    }
    fn add(self, line: &OpeningHours) {
        self.last.update_value(|last| *last += 1);
        let text = |time: Option<ClockTime>| RwSignal::new(time.map(|t| t.to_string()).unwrap_or_default());
        let line = Line {
            key: self.last.get_value(),
            days: RwSignal::new(line.days.iter().map(u8::to_string).collect()),
            opens: text(line.opens),
            closes: text(line.closes),
        };
        self.lines.update(|all| all.push(line));
    }
    pub(super) fn entered(self) -> Vec<OpeningHours> {
        let read = |line: &Line| OpeningHours {
            days: line
                .days
                .with(|days| days.iter().filter_map(|day| day.parse().ok()).collect()),
            opens: line.opens.with(|text| clock(text)),
            closes: line.closes.with(|text| clock(text)),
        };
        self.lines.with(|all| all.iter().map(read).collect())
    }
    fn place(self, key: u32) -> usize {
        self.lines
            .with(|all| all.iter().position(|line| line.key == key).unwrap_or(0))
    }
    /// Takes a line out; the next one has the focus then, or the button that adds one.
    fn remove(self, key: u32) {
        let place = untrack(|| self.place(key));
        self.lines.update(|all| all.retain(|line| line.key != key));
        let next = self
            .lines
            .with_untracked(|all| all.get(place).map(|line| line.key));
        page::keep_focus(next.map_or_else(|| ADD.to_owned(), line_id), || {});
    }
}

/// The `id` of the button that adds a line.
const ADD: &str = "hours-add";

fn line_id(key: u32) -> String {
    format!("hours-{key}")
}

#[component]
pub(super) fn HoursFields(hours: Hours, faults: FormFaults) -> impl IntoView {
    let keys = Signal::derive(move || hours.lines.with(|all| all.iter().map(|line| line.key).collect()));
    let draw = Callback::new(move |key| {
        let found = hours
            .lines
            .with_untracked(|all| all.iter().find(|line| line.key == key).copied());
        found
            .map(|line| view! { <LineFields hours line faults/> })
            .into_any()
    });
    let full = Signal::derive(move || hours.lines.with(|all| all.len() >= HOURS_MAX));
    let usual = OpeningHours {
        days: (1..=5).collect(),
        opens: ClockTime::parse("09:00"),
        closes: ClockTime::parse("17:00"),
    };
    view! {
        <Field ids=FieldIds::new("") label=t(words::HOURS) hint="" group=true fault=faults.at("/opening")>
            <div class="venue-lines"><Keyed keys draw/></div>
            <Button icon=IconName::Plus id=ADD disabled=full on_press=move || hours.add(&usual)>{t(words::ADD_HOURS)}</Button>
        </Field>
    }
}

#[component]
fn LineFields(hours: Hours, line: Line, faults: FormFaults) -> impl IntoView {
    let key = line.key;
    let fault = move |part: &'static str| {
        Signal::derive(move || {
            let here = format!("/opening/{}{part}", hours.place(key));
            // A wrong day is told with the days.
            let below = (part == "/days")
                .then(|| {
                    let all = faults.all();
                    let found = all
                        .into_iter()
                        .find(|f| f.pointer.starts_with(&format!("{here}/")));
                    found.map(|f| f.message)
                })
                .flatten();
            faults.message(&here).or(below)
        })
    };
    let label = move || tf(words::HOURS_LINE, &[&(hours.place(key) + 1).to_string()]);
    let days: Vec<Choice> = (1..)
        .zip(words::DAY_NAMES)
        .map(|(day, name)| Choice::new(day.to_string(), t(name)))
        .collect();
    view! {
        <div class="venue-line" role="group" aria-label=label id=line_id(key) tabindex="-1">
            <CheckboxGroup label=t(words::DAYS) value=line.days choices=days fault=fault("/days")/>
            <div class="form-pair">
                <TextInput label=t(words::OPENS) hint=t(words::CLOCK_HINT) value=line.opens fault=fault("/opens") placeholder="09:00" autocomplete="off"/>
                <TextInput label=t(words::CLOSES) hint=t(words::CLOSES_HINT) value=line.closes fault=fault("/closes") placeholder="17:00" autocomplete="off"/>
            </div>
            <p class="field-fault">{move || fault("").get()}</p>
            <div class="venue-line-ways">
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || hours.remove(key)>
                    {t(activity::REMOVE)}
                    <span class="visually-hidden">" "{label}</span>
                </Button>
            </div>
        </div>
    }
}
