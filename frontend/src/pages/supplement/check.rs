//! Evidence for those who judge: where else the photos were used, when and where they were taken.

use domain::id::{ActivityId, MediaId};
use domain::media::MediaKind;
use domain::supplement::{PhotoCheck, PhotoProof, PhotoReuse, Supplement};
use domain::time::Instant;
use leptos::prelude::*;
use leptos_router::components::A;

use super::photos::thumb;
use crate::api::supplement as api;
use crate::format;
use crate::i18n::{supplement, t, tf};
use crate::load::Loaded;
use crate::pages::preview::Preview;
use crate::ui::{Badge, Card, Icon, IconName, Tone};

#[component]
pub fn PhotoCheckCard(id: ActivityId, #[prop(into)] s: Signal<Supplement>) -> impl IntoView {
    let photos = Memo::new(move |_| s.with(|s| (s.version, s.content.photo_ids.len())));
    let fetch = move || {
        // Other photos, another check.
        photos.track();
        api::photo_check(id)
    };
    view! {
        <Card title=t(supplement::CHECK)>
            <p class="field-hint">{t(supplement::CHECK_LEAD)}</p>
            <Loaded lines=3 fetch draw=move |found| view! { <Checked found s=s.get_untracked()/> }.into_any()/>
        </Card>
    }
}

#[component]
fn Checked(found: PhotoCheck, s: Supplement) -> impl IntoView {
    let PhotoCheck { reuses, proofs } = found;
    let mut photos: Vec<MediaId> = reuses.iter().map(|reuse| reuse.photo_id).collect();
    photos.dedup();
    let count = photos.len();
    let verdict = if count > 0 {
        view! {
            <p class="check-found check-bad"><Icon name=IconName::Warning/>
                <span>{tf(supplement::REUSED, &[&count.to_string()])}</span></p>
        }
        .into_any()
    } else {
        view! { <p class="check-found check-good"><Icon name=IconName::Check/><span>{t(supplement::NOT_REUSED)}</span></p> }
            .into_any()
    };
    let pairs: Vec<_> = reuses.into_iter().map(|reuse| pair(reuse, &s)).collect();
    let told = |proof: &PhotoProof| proof.evidence.taken_at.is_some() || proof.evidence.latitude.is_some();
    let mut proofs: Vec<_> = proofs.into_iter().filter(told).collect();
    proofs.sort_by_key(|proof| s.content.photo_ids.iter().position(|id| *id == proof.photo_id));
    let silent = s.content.photo_ids.len().saturating_sub(proofs.len());
    let rows: Vec<_> = proofs.into_iter().map(|proof| row(proof, &s)).collect();
    view! {
        {verdict}
        {(!pairs.is_empty()).then(|| view! { <ul class="reuses">{pairs}</ul> })}
        {(!rows.is_empty()).then(|| view! {
            <h3 class="form-heading">{t(supplement::TAKEN)}</h3>
            <ul class="proofs">{rows}</ul>
        })}
        {(silent > 0).then(|| view! {
            <p class="field-hint">{tf(supplement::NOT_PROVEN, &[&silent.to_string()])}</p>
        })}
    }
}

fn number(s: &Supplement, id: MediaId) -> String {
    let place = s.content.photo_ids.iter().position(|photo| *photo == id);
    place.map_or(String::new(), |n| (n + 1).to_string())
}

/// The two side by side.
fn pair(reuse: PhotoReuse, s: &Supplement) -> AnyView {
    let own = tf(supplement::THIS_PHOTO, &[&number(s, reuse.photo_id)]);
    let other = tf(supplement::OTHER_PHOTO, &[&reuse.activity_title]);
    let of = tf(supplement::OTHER_OF, &[&reuse.organization_name, &reuse.edition]);
    view! {
        <li class="similar-sides">
            <figure class="similar-side">
                <Preview id=reuse.photo_id kind=MediaKind::Photo/>
                <figcaption>{own}</figcaption>
            </figure>
            <figure class="similar-side">
                <Preview id=reuse.other_photo_id kind=MediaKind::Photo/>
                <figcaption>
                    <span>{other}</span>
                    <span class="queue-note">{of}</span>
                    <A href=format!("/review/{}", reuse.activity_id) attr:class="similar-link">{t(supplement::OPEN_OTHER)}</A>
                </figcaption>
            </figure>
        </li>
    }
    .into_any()
}

fn row(proof: PhotoProof, s: &Supplement) -> AnyView {
    let file = s.files.iter().find(|file| file.id == proof.photo_id);
    let source = file.map(thumb).unwrap_or_default();
    let name = tf(supplement::PHOTO, &[&number(s, proof.photo_id)]);
    let evidence = proof.evidence;
    // The camera's own clock, whatever zone it was set to.
    let taken = evidence
        .taken_at
        .map(|at| format::moment(Instant::at_shanghai(at.date(), at.time())));
    let badge = taken.is_some().then(|| {
        if proof.outside_dates {
            view! { <Badge tone=Tone::Warning>{t(supplement::OUTSIDE_DATES)}</Badge> }
        } else {
            view! { <Badge tone=Tone::Good>{t(supplement::WITHIN_DATES)}</Badge> }
        }
    });
    let spot = evidence.latitude.zip(evidence.longitude);
    let spot = spot.map(|(latitude, longitude)| format!("{latitude:.4}, {longitude:.4}"));
    let or_none = |text: Option<String>| text.unwrap_or_else(|| t(supplement::NO_TIME).to_owned());
    view! {
        <li class="proof">
            <img class="proof-picture" src=source alt=""/>
            <div>
                <p class="proof-name"><strong>{name}</strong>{badge}</p>
                <dl class="pairs">
                    <div><dt>{t(supplement::TAKEN_AT)}</dt><dd>{or_none(taken)}</dd></div>
                    <div><dt>{t(supplement::TAKEN_WHERE)}</dt><dd>{or_none(spot)}</dd></div>
                </dl>
            </div>
        </li>
    }
    .into_any()
}
