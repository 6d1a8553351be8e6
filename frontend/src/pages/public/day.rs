//! When: today, at the weekend, during the festival, or days of one's own.

use chrono::{Datelike, Days as DaysOf, NaiveDate, Weekday};
use domain::edition::Edition;
use leptos::prelude::*;
use leptos_router::components::A;

use super::address;
use super::narrow::Narrow;
use crate::api::public::Search;
use crate::i18n::{Text, public, t};
use crate::page;
use crate::ui::DateInput;

/// Days that are asked for by one press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Preset {
    Today,
    Tomorrow,
    Weekend,
    /// 集中活动时间
    Festival(NaiveDate, NaiveDate),
}

impl Preset {
    const fn name(self) -> Text {
        match self {
            Self::Today => public::TODAY,
            Self::Tomorrow => public::TOMORROW,
            Self::Weekend => public::WEEKEND,
            Self::Festival(..) => public::FESTIVAL,
        }
    }

    /// First and last day, seen from `today`. The weekend is this one while it lasts, otherwise the next.
    fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let after = |days| today.checked_add_days(DaysOf::new(days)).unwrap_or(today);
        match self {
            Self::Today => (today, today),
            Self::Tomorrow => (after(1), after(1)),
            Self::Weekend if today.weekday() == Weekday::Sun => (today, today),
            Self::Weekend => {
                let until = u64::from(5_u32.saturating_sub(today.weekday().num_days_from_monday()));
                (after(until), after(until + 1))
            }
            Self::Festival(from, to) => (from, to),
        }
    }
}

/// What there is to ask for by one press.
fn presets(edition: Option<&Edition>) -> Vec<Preset> {
    let festival = edition.map(|e| Preset::Festival(e.concentrated.from, e.concentrated.to));
    [Preset::Today, Preset::Tomorrow, Preset::Weekend]
        .into_iter()
        .chain(festival)
        .collect()
}

/// The same as links to the list.
#[component]
pub fn DayLinks(edition: Signal<Option<Edition>>) -> impl IntoView {
    move || {
        let today = page::now()?.shanghai_date();
        let links = edition
            .with(|edition| presets(edition.as_ref()))
            .into_iter()
            .map(|preset| {
                let (from, to) = preset.days(today);
                let search = Search {
                    from: from.to_string(),
                    to: to.to_string(),
                    ..Search::default()
                };
                view! { <A href=address::write(&search) attr:class="chip">{t(preset.name())}</A> }
            });
        Some(view! { <nav class="chips" aria-label=t(public::WHEN)>{links.collect_view()}</nav> })
    }
}

#[component]
pub fn Days(edition: Signal<Option<Edition>>) -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let own = RwSignal::new(false);
    let chips = move || {
        let today = page::now()?.shanghai_date();
        let chips = edition.with(|edition| presets(edition.as_ref())).into_iter().map(|preset| {
            let (from, to) = preset.days(today);
            let (from, to) = (from.to_string(), to.to_string());
            let pressed = narrow.with(|s| s.from == from && s.to == to);
            let choose = move |_| {
                narrow.change(|s| {
                    let (from, to) = if pressed { (String::new(), String::new()) } else { (from.clone(), to.clone()) };
                    (s.from, s.to) = (from, to);
                });
            };
            view! {
                <button type="button" class="chip" aria-pressed=if pressed { "true" } else { "false" } on:click=choose>
                    {t(preset.name())}
                </button>
            }
        });
        Some(chips.collect_view())
    };
    view! {
        <fieldset class="chips">
            <legend class="visually-hidden">{t(public::WHEN)}</legend>
            {chips}
            <button
                type="button"
                class="chip"
                aria-expanded=move || if own.get() { "true" } else { "false" }
                on:click=move |_| own.update(|own| *own = !*own)
            >{t(public::OWN_DAYS)}</button>
        </fieldset>
        {move || own.get().then(|| view! { <OwnDays/> })}
    }
}

#[component]
fn OwnDays() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let from = RwSignal::new(narrow.with(|s| day(&s.from)));
    let to = RwSignal::new(narrow.with(|s| day(&s.to)));
    Effect::new(move |before: Option<()>| {
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (text(from.get()), text(to.get()));
        if before.is_some() {
            narrow.change(|s| (s.from, s.to) = (from, to));
        }
    });
    view! {
        <div class="own-days">
            <DateInput label=t(public::FROM) value=from/>
            <DateInput label=t(public::TO) value=to/>
        </div>
    }
}
