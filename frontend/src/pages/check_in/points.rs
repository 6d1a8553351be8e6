//! The points of an activity, and adding one.

use domain::activity::status::Status;
use domain::activity::view::Activity;
use domain::check_in::{
    CheckInPoint, NewPoint, Opening, POINTS_MAX, check_point, default_opening, has_a_place,
};
use domain::id::ActivityId;
use domain::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::point::Row;
use crate::api::{self, Answer, ApiFailure, activity as activities, check_in as calls};
use crate::form::FormFaults;
use crate::i18n::{activity as activity_words, check_in as words, general, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{
    Breadcrumb, Button, ButtonKind, Card, Crumb, DateTimeInput, EmptyState, IconName, TextInput, toast,
};

#[component]
pub fn PointsPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let id = page::id_in_path::<ActivityId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => {
                    let again = RwSignal::new(0_u32);
                    let adding = Adding::new();
                    let fetch = move || {
                        again.track();
                        load(id)
                    };
                    view! {
                        <div class="wrap page">
                            <Loaded heading=true fetch draw=move |found: Found| view! { <Points found adding again/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

#[derive(Debug, Clone)]
struct Found {
    activity: Activity,
    points: Vec<CheckInPoint>,
}

async fn load(id: ActivityId) -> Answer<Found> {
    let (activity, points) = futures_util::join!(activities::show(id), calls::points(id));
    Ok(Found {
        activity: activity?,
        points: points?.items,
    })
}

/// The `id` of the button that adds a point.
const ADD: &str = "points-add";

/// A point that is being added. It outlasts the list, which is drawn anew whenever a point changes. `Copy`.
#[derive(Clone, Copy)]
struct Adding {
    open: RwSignal<bool>,
    name: RwSignal<String>,
    opens: RwSignal<Option<Instant>>,
    closes: RwSignal<Option<Instant>>,
    faults: FormFaults,
    busy: RwSignal<bool>,
    /// Sent again because the answer was lost, it makes no second point.
    key: StoredValue<String>,
    /// The list with the new point is on its way.
    done: StoredValue<bool>,
}

impl Adding {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            opens: RwSignal::new(None),
            closes: RwSignal::new(None),
            faults: FormFaults::default(),
            busy: RwSignal::new(false),
            key: StoredValue::new(String::new()),
            done: StoredValue::new(false),
        }
    }
    fn begin(self) {
        if !self.open.get_untracked() {
            self.name.set(String::new());
            self.opens.set(None);
            self.closes.set(None);
            self.faults.clear();
            self.key.set_value(api::idempotency_key());
            self.open.set(true);
        }
        page::focus_input_in(".points-new");
    }
    fn end(self) {
        self.open.set(false);
        page::keep_focus(ADD.to_owned(), || {});
    }
}

#[component]
fn Points(found: Found, adding: Adding, again: RwSignal<u32>) -> impl IntoView {
    let Found { activity, points } = found;
    let title = activity.content.title.clone().unwrap_or_default();
    if adding.done.get_value() {
        adding.done.set_value(false);
        page::keep_focus(ADD.to_owned(), || {});
    }
    let possible = activity.status == Status::Approved
        && has_a_place(&activity.content)
        && activity.content.starts_at().is_some();
    let more = points.len() < POINTS_MAX;
    let none = points.is_empty();
    let activity = StoredValue::new(activity);
    let changed = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <Breadcrumb
            above=vec![
                Crumb::new("/my/activities", t(activity_words::MINE)),
                Crumb::new(format!("/my/activities/{}", activity.with_value(|a| a.id)), title),
            ]
            here=t(words::TITLE)
        />
        <div class="page-head">
            <h1 class="page-title">{t(words::TITLE)}</h1>
            {(possible && more).then(|| view! {
                <Button kind=ButtonKind::Primary icon=IconName::Plus id=ADD on_press=move || adding.begin()>{t(words::ADD)}</Button>
            })}
        </div>
        <p class="page-note">{t(words::LEAD)}</p>
        {move || adding.open.get().then(|| view! { <New activity adding again/> })}
        {if none {
            let (title, text) = if possible { (words::NONE, words::NONE_HINT) } else { (words::NOT_HERE, words::NONE_HINT) };
            view! { <EmptyState title=t(title) text=if possible { t(text) } else { "" } icon=IconName::Place/> }.into_any()
        } else {
            view! {
                <ul class="points">
                    {points.into_iter().map(|p| view! { <li><Row p on_changed=changed/></li> }).collect_view()}
                </ul>
            }.into_any()
        }}
    }
}

#[component]
fn New(activity: StoredValue<Activity>, adding: Adding, again: RwSignal<u32>) -> impl IntoView {
    let Adding {
        name,
        opens,
        closes,
        faults,
        busy,
        key,
        ..
    } = adding;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = NewPoint {
            name: name.get_untracked(),
            opens_at: opens.get_untracked(),
            closes_at: closes.get_untracked(),
        };
        let found = activity.with_value(|a| {
            let usual = default_opening(&a.content)?;
            let opening = Opening {
                opens_at: new.opens_at.unwrap_or(usual.opens_at),
                closes_at: new.closes_at.unwrap_or(usual.closes_at),
                closed: false,
            };
            Some(check_point(&new.name, &opening, &a.content))
        });
        if found.is_some_and(|found| faults.show(&found)) {
            return;
        }
        busy.set(true);
        let id = activity.with_value(|a| a.id);
        spawn_local(async move {
            let answer = calls::create(id, &new, &key.get_value()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    toast::success(t(words::ADDED));
                    adding.end();
                    adding.done.set_value(true);
                    again.update(|n| *n += 1);
                }
                Err(failure) => {
                    if failure != ApiFailure::Offline {
                        key.set_value(api::idempotency_key());
                    }
                    faults.fail(&failure);
                }
            }
        });
    };
    view! {
        <Card title=t(words::ADD)>
            <form class="points-new" novalidate on:submit=submit>
                <TextInput label=t(words::NAME) hint=t(words::NAME_HINT) value=name fault=faults.at("/name") required=true autocomplete="off"/>
                <div class="form-pair">
                    <DateTimeInput label=t(words::OPENS) hint=t(words::TIMES_HINT) value=opens fault=faults.at("/opens_at")/>
                    <DateTimeInput label=t(words::CLOSES) value=closes fault=faults.at("/closes_at")/>
                </div>
                <div class="form-buttons">
                    <Button on_press=move || adding.end()>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>{t(words::ADD)}</Button>
                </div>
            </form>
        </Card>
    }
}
