//! How far a region and those below it are with their targets.

use domain::progress::{Progress, Remind, Reminders};
use domain::region::RegionCode;
use domain::statistics::{FigureRight, may_figures};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::history::History;
use super::rows::{Own, Rows, below as named_below};
use super::set::SetForm;
use crate::api::{edition, statistics as calls};
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::names;
use crate::i18n::{quota as words, reporting, statistics, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::reporting::Tabs;
use crate::session::use_session;
use crate::shell::{OVER_REGIONS, SignedInAs};
use crate::ui::{Button, ButtonKind, ButtonLink, Choice, Dialog, IconName, Select, TextArea, toast};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(reporting::QUOTAS));
    view! { <SignedInAs roles=OVER_REGIONS><Page/></SignedInAs> }
}

#[component]
fn Page() -> impl IntoView {
    let query = use_query_map();
    let text = move |name: &'static str| Memo::new(move |_| query.with(|q| q.get(name)).unwrap_or_default());
    let (region, category) = (text("region"), text("category"));
    let again = RwSignal::new(0_u32);
    view! {
        <div class="wrap page">
            <Tabs/>
            <Loaded
                heading=true
                lines=8
                fetch=move || {
                    again.track();
                    let (region, category) = (region.get(), category.get());
                    async move { calls::progress("current", &region, &category).await }
                }
                draw=move |progress| view! {
                    <Shown progress on_change=move || again.update(|n| *n += 1)/>
                }.into_any()
            />
        </div>
    }
}

/// The address of this page.
pub(super) fn href(region: &str, category: &str) -> String {
    let mut href = format!("/quotas?region={region}");
    if !category.is_empty() {
        href.push_str("&category=");
        href.push_str(category);
    }
    href
}

#[component]
fn Shown(progress: Progress, #[prop(into)] on_change: Callback<()>) -> impl IntoView {
    let session = use_session();
    let region = progress.region_code.clone();
    let directs = session
        .actor()
        .is_some_and(|actor| may_figures(&actor, FigureRight::Direct, &region).is_ok());
    let may_set = directs && !progress.rows.is_empty();
    let setting = RwSignal::new(false);
    // Whom to remind: nobody is asked while it is empty.
    let reminding = RwSignal::new(Vec::<(RegionCode, String)>::new());
    let category = progress.category.clone().unwrap_or_default();
    let behind: Vec<(RegionCode, String)> = progress
        .rows
        .iter()
        .filter(|row| row.standing.light.is_behind())
        .map(|row| {
            let name = named_below(&progress.region_name, &row.region_name);
            (row.region_code.clone(), name.to_owned())
        })
        .collect();
    // Reminders are of all categories together.
    let remind_all = (directs && !behind.is_empty() && category.is_empty()).then(|| {
        let text = tf(words::REMIND_ALL, &[&behind.len().to_string()]);
        let press = Callback::new(move |()| reminding.set(behind.clone()));
        view! { <Button icon=IconName::Bell on_press=press>{text}</Button> }
    });
    let up = crate::pages::statistics::above(&region)
        .filter(|parent| session.actor().is_some_and(|actor| actor.oversees(parent)));
    let up = up.map(|parent| {
        let href = href(parent.as_str(), &category);
        view! { <ButtonLink href kind=ButtonKind::Quiet icon=IconName::ArrowLeft>{t(statistics::UP)}</ButtonLink> }
    });
    let as_of = tf(statistics::AS_OF, &[&format::moment(progress.as_of)]);
    let kept = StoredValue::new(progress.clone());
    let on_remind = Callback::new(move |who: (RegionCode, String)| reminding.set(vec![who]));
    let may_remind = directs && category.is_empty();
    let below = move || {
        let progress = kept.get_value();
        if setting.get() {
            view! {
                <SetForm progress on_end=move |changed: bool| {
                    setting.set(false);
                    if changed {
                        on_change.run(());
                    }
                }/>
            }
            .into_any()
        } else {
            view! { <Rows progress may_remind on_remind/> }.into_any()
        }
    };
    view! {
        <div class="page-head">
            <div>
                <h1 class="page-title">{format!("{} · {}", progress.region_name, t(reporting::QUOTAS))}</h1>
                <p class="figures-as-of">{as_of}" "<span class="figures-lead">{t(words::LEAD)}</span></p>
            </div>
            <div class="page-actions no-print">
                {up}
                {remind_all}
                {may_set.then(|| view! {
                    <Button
                        kind=ButtonKind::Primary icon=IconName::Edit
                        disabled=setting on_press=move |()| setting.set(true)
                    >{t(words::SET)}</Button>
                })}
            </div>
        </div>
        <div class="figures-ways no-print"><CategorySelect region=region.clone() category=category.clone()/></div>
        <Own progress=progress.clone()/>
        {below}
        <History region edition=progress.edition.clone()/>
        <RemindDialog region=progress.region_code edition=progress.edition reminding on_change/>
    }
}

#[component]
fn CategorySelect(region: RegionCode, category: String) -> impl IntoView {
    let edition = Fetched::new(|| edition::show("current"));
    let own = region.clone();
    let choices = Signal::derive(move || {
        let categories = edition
            .get()
            .and_then(Result::ok)
            .map(|e| e.categories)
            .unwrap_or_default();
        let choice =
            |c: &domain::edition::Category| Choice::new(c.code.clone(), names::category(c, Some(&own)));
        categories.iter().map(choice).collect::<Vec<_>>()
    });
    let value = RwSignal::new(category.clone());
    let navigate = use_navigate();
    Effect::new(move |_| {
        let chosen = value.get();
        if chosen != category {
            let options = NavigateOptions {
                scroll: false,
                ..Default::default()
            };
            navigate(&href(region.as_str(), &chosen), options);
        }
    });
    view! { <Select label=t(words::CATEGORY) value choices empty=t(words::ALL_CATEGORIES)/> }
}

#[component]
fn RemindDialog(
    region: RegionCode,
    edition: String,
    reminding: RwSignal<Vec<(RegionCode, String)>>,
    on_change: Callback<()>,
) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if !reminding.with(Vec::is_empty) {
            open.set(true);
        }
    });
    // Each writes only what the other has changed: they would wake one another for ever.
    Effect::new(move |_| {
        if !open.get() && !reminding.with_untracked(Vec::is_empty) {
            reminding.update(Vec::clear);
        }
    });
    let send = Callback::new(move |()| {
        let (edition, region) = (edition.clone(), region.to_string());
        let asked = Remind {
            region_codes: reminding
                .get_untracked()
                .into_iter()
                .map(|(code, _)| code)
                .collect(),
            note: Some(note.get_untracked()).filter(|text| !text.trim().is_empty()),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = calls::remind(&edition, &region, &asked).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(reminders) => {
                    tell(&reminders);
                    note.set(String::new());
                    open.set(false);
                    on_change.run(());
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let names = move || {
        let names: Vec<String> = reminding.get().into_iter().map(|(_, name)| name).collect();
        tf(words::REMIND_TEXT, &[&names.join("、")])
    };
    let actions = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t(words::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy on_press=send>{t(words::REMIND_SEND)}</Button>
        }
    };
    view! {
        <Dialog title=t(words::REMIND_TITLE) open actions>
            <p>{names}</p>
            <TextArea label=t(words::REMIND_NOTE) value=note rows=3 limit=domain::progress::REMINDER_NOTE_MAX/>
        </Dialog>
    }
}

/// Says what became of it, and of whom nothing.
fn tell(reminders: &Reminders) {
    use domain::progress::NotReminded;
    let told = reminders
        .regions
        .iter()
        .filter(|r| r.not_reminded.is_none())
        .count();
    if told > 0 {
        toast::success(tf(words::REMINDED, &[&told.to_string()]));
    }
    let because = |why: NotReminded, text| {
        let names: Vec<&str> = reminders
            .regions
            .iter()
            .filter(|r| r.not_reminded == Some(why))
            .map(|r| r.region_name.as_str())
            .collect();
        (!names.is_empty()).then(|| tf(text, &[&names.join("、")]))
    };
    let rest: Vec<String> = [
        (NotReminded::RemindedToday, words::REMINDED_TODAY),
        (NotReminded::Nobody, words::NOBODY),
        (NotReminded::NotBehind, words::NOT_BEHIND),
    ]
    .into_iter()
    .filter_map(|(why, text)| because(why, text))
    .collect();
    if !rest.is_empty() {
        toast::failure(rest.join("；"));
    } else if told == 0 {
        toast::failure(t(words::REMINDED_NONE).to_owned());
    }
}
