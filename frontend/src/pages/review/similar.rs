//! Filings that may be the same event, each beside the one at hand; reviewers say whether they belong together.

use domain::activity::similarity::{Likeness, SimilarActivities, SimilarActivity};
use domain::activity::status::Status;
use domain::activity::view::{Activity, AllowedAction};
use domain::id::{ActivityId, MediaId};
use domain::media::MediaKind;
use domain::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use crate::api::{Answer, activity as calls};
use crate::format;
use crate::i18n::{Text, activity, general, review, t, tf};
use crate::pages::preview::Preview;
use crate::pages::sheet::RegionName;
use crate::pages::status::StatusBadge;
use crate::ui::{Badge, Button, ButtonKind, Card, Dialog, Icon, IconName, Tone, toast};

/// Pairs that are shown unasked.
const SHOWN: usize = 2;

const fn likeness_name(likeness: Likeness) -> Text {
    match likeness {
        Likeness::Title => activity::LIKE_TITLE,
        Likeness::Time => activity::LIKE_TIME,
        Likeness::Region => activity::LIKE_REGION,
        Likeness::Host => activity::LIKE_HOST,
        Likeness::Poster => activity::LIKE_POSTER,
    }
}

/// One of a pair.
struct Side {
    title: String,
    organization: String,
    status: Status,
    when: Option<(Instant, Instant)>,
    place: Option<AnyView>,
    poster: Option<MediaId>,
}

/// Nothing where nothing is alike. `reviewing`: with links into the review, and for those who may, joining.
#[component]
pub fn SimilarFilings(
    a: Activity,
    found: Answer<SimilarActivities>,
    #[prop(optional)] reviewing: bool,
    #[prop(optional, into)] changed: Option<Callback<()>>,
) -> impl IntoView {
    let Ok(found) = found else {
        // Organisers have the findings; whoever decides is told that this was not looked at.
        return reviewing.then(|| view! { <NotLookedAt changed/> }.into_any());
    };
    if found.items.is_empty() && found.joint.is_none() {
        return None;
    }
    let may_join = reviewing && a.actions.contains(&AllowedAction::Join);
    let joining = RwSignal::new(None::<(ActivityId, String)>);
    let parting = RwSignal::new(false);
    let joint = found.joint.map(|joint| {
        view! {
            <div class="joint">
                <Icon name=IconName::Link/>
                <span>{tf(activity::JOINT, &[&joint.activities.len().to_string()])}</span>
                {may_join.then(|| view! { <Button on_press=move || parting.set(true)>{t(review::PART)}</Button> })}
            </div>
        }
    });
    let (id, version) = (a.id, a.version);
    let mut pairs: Vec<_> = found
        .items
        .into_iter()
        .map(|other| pair(&a, other, reviewing, may_join, joining))
        .collect();
    // The most alike come first; a long list would push what is to be decided on out of sight.
    let more = pairs.split_off(pairs.len().min(SHOWN));
    let hint = (!pairs.is_empty()).then(|| view! { <p class="page-note">{t(activity::SIMILAR_HINT)}</p> });
    let card = view! {
        <Card title=t(activity::SIMILAR)>
            {joint}
            {hint}
            <ul class="similar">{pairs}</ul>
            {(!more.is_empty()).then(|| view! {
                <details>
                    <summary>{tf(activity::SIMILAR_MORE, &[&more.len().to_string()])}</summary>
                    <ul class="similar">{more}</ul>
                </details>
            })}
        </Card>
        {may_join.then(|| view! { <JoinDialogs id version joining parting changed/> })}
    };
    Some(card.into_any())
}

#[component]
fn NotLookedAt(changed: Option<Callback<()>>) -> impl IntoView {
    view! {
        <div class="notice notice-warning">
            <p>{t(activity::SIMILAR_FAILED)}</p>
            {changed.map(|again| view! { <Button on_press=again>{t(general::RETRY)}</Button> })}
        </div>
    }
}

fn pair(
    a: &Activity,
    other: SimilarActivity,
    reviewing: bool,
    may_join: bool,
    joining: RwSignal<Option<(ActivityId, String)>>,
) -> AnyView {
    let c = &a.content;
    let region = c.region_code.as_ref().map(ToString::to_string);
    let own = Side {
        title: c.title.clone().unwrap_or_default(),
        organization: a.organization_name.clone(),
        status: a.status,
        when: c.starts_at().zip(c.ends_at()),
        place: region.map(|code| view! { <RegionName code/> }.into_any()),
        poster: c.poster_id,
    };
    let id = other.id;
    // Its own page is for those in charge; everybody else sees what is public.
    let href = if reviewing {
        Some(format!("/review/{id}"))
    } else {
        (other.status == Status::Approved).then(|| format!("/activities/{id}"))
    };
    let title = other.title.clone();
    let join = (may_join && !other.joined).then(|| {
        let title = title.clone();
        view! { <Button on_press=move || joining.set(Some((id, title.clone())))>{t(review::JOIN)}</Button> }
    });
    let badges: Vec<_> = other
        .likeness
        .into_iter()
        .map(|l| view! { <Badge tone=Tone::Warning>{t(likeness_name(l))}</Badge> })
        .collect();
    let score = tf(activity::SIMILAR_SCORE, &[&other.score.to_string()]);
    let beside = Side {
        title: other.title,
        organization: other.organization_name,
        status: other.status,
        when: other.starts_at.zip(other.ends_at),
        place: other.region_name.map(IntoAny::into_any),
        poster: other.poster_id,
    };
    view! {
        <li class="similar-pair">
            <div class="badges">
                {badges}
                {other.joined.then(|| view! { <Badge tone=Tone::Good>{t(activity::JOINED)}</Badge> })}
                <span class="queue-note">{score}</span>
            </div>
            <div class="similar-sides">
                {side(t(activity::SIMILAR_THIS), own)}
                {side(t(activity::SIMILAR_OTHER), beside)}
            </div>
            <div class="cluster">
                {href.map(|href| view! {
                    <A href=href attr:class="similar-link">
                        {t(activity::SIMILAR_VIEW)}<span class="visually-hidden">"："{title}</span>
                    </A>
                })}
                {join}
            </div>
        </li>
    }
    .into_any()
}

fn side(which: &'static str, side: Side) -> AnyView {
    let poster = match side.poster {
        Some(id) => view! { <Preview id kind=MediaKind::Poster/> }.into_any(),
        None => view! { <span class="sheet-empty">{t(activity::NO_PICTURE)}</span> }.into_any(),
    };
    view! {
        <div class="similar-side">
            <p class="similar-which">{which}</p>
            <div class="similar-poster">{poster}</div>
            <p class="similar-title">{side.title}</p>
            <p class="queue-note">{side.organization}</p>
            <p class="queue-note">{side.when.map(|(from, to)| format::span(from, to))}</p>
            <p class="queue-note">{side.place}</p>
            <StatusBadge status=side.status/>
        </div>
    }
    .into_any()
}

/// Asks once more before two filings are joined, or one is taken out.
#[component]
fn JoinDialogs(
    id: ActivityId,
    version: i32,
    joining: RwSignal<Option<(ActivityId, String)>>,
    parting: RwSignal<bool>,
    changed: Option<Callback<()>>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if joining.with(Option::is_some) {
            open.set(true);
        }
    });
    let settle = move |answer: Answer<Activity>, done: Text| {
        if busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(_) => {
                open.set(false);
                parting.set(false);
                toast::success(t(done));
                if let Some(changed) = changed {
                    changed.run(());
                }
            }
            Err(failure) => toast::failure(failure.message()),
        }
    };
    let join = move || {
        let Some((other, _)) = joining.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move { settle(calls::join(id, version, other).await, review::JOIN_DONE) });
    };
    let part = move || {
        busy.set(true);
        spawn_local(async move { settle(calls::part(id, version).await, review::PART_DONE) });
    };
    let title = move || joining.with(|j| j.as_ref().map(|(_, title)| title.clone()).unwrap_or_default());
    view! {
        <Dialog open title=t(review::JOIN_TITLE) actions=move || view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy on_press=join>{t(review::JOIN)}</Button>
        }>
            <p>{tf(review::JOIN_TEXT, &[&title()])}</p>
        </Dialog>
        <Dialog open=parting title=t(review::PART_TITLE) actions=move || view! {
            <Button on_press=move || parting.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy on_press=part>{t(review::PART)}</Button>
        }>
            <p>{t(review::PART_TEXT)}</p>
        </Dialog>
    }
}
