//! The stops of a route as they are entered: lines that come, go, and change places by buttons.

use domain::id::VenueId;
use domain::route::{NOTE_MAX, RouteStop, STOPS_MAX};
use domain::venue::VenueCard;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::public::Search;
use crate::api::venue as calls;
use crate::form::FormFaults;
use crate::i18n::{activity, route as words, t, tf};
use crate::page;
use crate::pause::after_pause;
use crate::ui::{
    Button, ButtonKind, Choice, Combobox, Field, FieldIds, IconName, Keyed, NumberInput, TextArea,
};

/// Suggestions shown at once.
const SUGGESTED: u32 = 8;
/// Milliseconds without a key after which the server is asked.
const PAUSE_MS: u32 = 250;
/// Minutes that most stops take.
const USUAL: i64 = 60;

#[derive(Clone, Copy)]
struct Line {
    key: u32,
    venue: RwSignal<Option<VenueId>>,
    /// The name of the venue, or what is typed to find one.
    query: RwSignal<String>,
    note: RwSignal<String>,
    minutes: RwSignal<Option<i64>>,
}

/// `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Stops {
    lines: RwSignal<Vec<Line>>,
    last: StoredValue<u32>,
}

impl Stops {
    pub(super) fn new(before: &[RouteStop], shown: &[VenueCard]) -> Self {
        let own = Self {
            lines: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        };
        for stop in before {
            let venue = shown.iter().find(|card| Some(card.id) == stop.venue_id);
            let name = match (venue, stop.venue_id) {
                (Some(card), _) => card.name.clone(),
                (None, Some(_)) => t(words::VENUE_GONE).to_owned(),
                (None, None) => String::new(),
            };
            own.add(stop.venue_id, name, &stop.note, stop.minutes.map(i64::from));
        }
        own
    }
    fn add(self, venue: Option<VenueId>, name: String, note: &str, minutes: Option<i64>) {
        self.last.update_value(|last| *last += 1);
        let line = Line {
            key: self.last.get_value(),
            venue: RwSignal::new(venue),
            query: RwSignal::new(name),
            note: RwSignal::new(note.to_owned()),
            minutes: RwSignal::new(minutes),
        };
        self.lines.update(|all| all.push(line));
    }
    pub(super) fn entered(self) -> Vec<RouteStop> {
        let read = |line: &Line| RouteStop {
            venue_id: line.venue.get(),
            note: line.note.with(|text| text.trim().to_owned()),
            minutes: line.minutes.get().and_then(|n| u32::try_from(n).ok()),
        };
        self.lines.with(|all| all.iter().map(read).collect())
    }
    fn place(self, key: u32) -> usize {
        self.lines
            .with(|all| all.iter().position(|line| line.key == key).unwrap_or(0))
    }
    /// Lets a line change places with the one before it or behind it. What was pressed keeps the focus, or the other where
    /// it can do no more.
    fn shift(self, key: u32, down: bool) {
        let (from, count) = untrack(|| (self.place(key), self.lines.with(Vec::len)));
        let to = if down { from + 1 } else { from.wrapping_sub(1) };
        if to >= count {
            return;
        }
        self.lines.update(|all| all.swap(from, to));
        let on = (down && to + 1 < count) || to == 0;
        page::keep_focus(part(key, if on { "down" } else { "up" }), || {});
    }
    /// Takes a line out; the next one has the focus then, or the button that adds one.
    fn remove(self, key: u32) {
        let place = untrack(|| self.place(key));
        self.lines.update(|all| all.retain(|line| line.key != key));
        let next = self
            .lines
            .with_untracked(|all| all.get(place).map(|line| line.key));
        page::keep_focus(
            next.map_or_else(|| ADD.to_owned(), |key| part(key, "line")),
            || {},
        );
    }
}

/// The `id` of the button that adds a stop.
const ADD: &str = "stops-add";

/// The `id` of a line, or of a button of it.
fn part(key: u32, name: &str) -> String {
    format!("stop-{key}-{name}")
}

#[component]
pub(super) fn StopFields(stops: Stops, faults: FormFaults) -> impl IntoView {
    let keys = Signal::derive(move || stops.lines.with(|all| all.iter().map(|line| line.key).collect()));
    let draw = Callback::new(move |key| {
        let found = stops
            .lines
            .with_untracked(|all| all.iter().find(|line| line.key == key).copied());
        found
            .map(|line| view! { <LineFields stops line faults/> })
            .into_any()
    });
    let full = Signal::derive(move || stops.lines.with(|all| all.len() >= STOPS_MAX));
    // What was wrong was wrong with a line at its place.
    Effect::new(move |before: Option<()>| {
        stops.lines.track();
        if before.is_some() {
            faults.forget("/stops");
        }
    });
    view! {
        <Field ids=FieldIds::new("") label=t(words::STOPS_PART) hint="" group=true fault=faults.at("/stops")>
            <div class="venue-lines"><Keyed keys draw/></div>
            <Button icon=IconName::Plus id=ADD disabled=full on_press=move || stops.add(None, String::new(), "", Some(USUAL))>{t(words::ADD_STOP)}</Button>
        </Field>
    }
}

#[component]
fn LineFields(stops: Stops, line: Line, faults: FormFaults) -> impl IntoView {
    let key = line.key;
    let fault = move |part: &'static str| {
        Signal::derive(move || faults.message(&format!("/stops/{}/{part}", stops.place(key))))
    };
    let found = RwSignal::new(Vec::<VenueCard>::new());
    let busy = RwSignal::new(false);
    let search = after_pause(PAUSE_MS, move |typed: String| {
        spawn_local(async move {
            let asked = Search {
                q: typed.clone(),
                ..Search::default()
            };
            let answer = calls::public_list(&asked, SUGGESTED, None).await;
            // An answer to what is no longer typed would only confuse.
            if line.query.try_get_untracked().as_deref() == Some(typed.as_str()) {
                found.set(answer.map(|page| page.items).unwrap_or_default());
                busy.set(false);
            }
        });
    });
    let on_type = Callback::new(move |typed: String| {
        line.venue.set(None);
        busy.set(!typed.trim().is_empty());
        search(typed);
    });
    let choices = Signal::derive(move || {
        let one = |card: &VenueCard| {
            Choice::new(
                card.id.to_string(),
                format!("{}（{}）", card.name, card.region_name),
            )
        };
        found.with(|all| all.iter().map(one).collect::<Vec<_>>())
    });
    let on_choose = Callback::new(move |choice: Choice| line.venue.set(choice.value.parse().ok()));
    let label = move || tf(words::STOP, &[&(stops.place(key) + 1).to_string()]);
    let first = Signal::derive(move || stops.place(key) == 0);
    let last = Signal::derive(move || stops.place(key) + 1 == stops.lines.with(Vec::len));
    view! {
        <div class="venue-line" role="group" aria-label=label id=part(key, "line") tabindex="-1">
            <p class="form-row-label">{label}</p>
            <Combobox
                label=t(words::VENUE) hint=t(words::VENUE_HINT) query=line.query choices busy on_choose on_type
                fault=fault("venue_id") required=true
            />
            <NumberInput label=t(words::MINUTES) unit=t(words::MINUTES_UNIT) value=line.minutes fault=fault("minutes") required=true/>
            <TextArea label=t(words::NOTE) value=line.note rows=2 limit=NOTE_MAX fault=fault("note")/>
            <div class="venue-line-ways">
                <Button icon=IconName::ArrowUp id=part(key, "up") disabled=first on_press=move || stops.shift(key, false)>{t(words::UP)}</Button>
                <Button icon=IconName::ArrowDown id=part(key, "down") disabled=last on_press=move || stops.shift(key, true)>{t(words::DOWN)}</Button>
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || stops.remove(key)>
                    {t(activity::REMOVE)}
                    <span class="visually-hidden">" "{label}</span>
                </Button>
            </div>
        </div>
    }
}
