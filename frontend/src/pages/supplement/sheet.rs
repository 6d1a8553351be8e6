//! The supplement to be read, for those who do not fill it in.

use domain::eligibility::Eligibility;
use domain::supplement::{MediaReport, Supplement, SupplementAction};
use domain::text;
use leptos::prelude::*;

use super::bars::SubmittedNote;
use super::check::PhotoCheckCard;
use super::cockpit::{Cockpit, ExtendButton};
use super::extend::ExtendDialog;
use super::judging::{Facts, Judged};
use super::photos::thumb;
use super::place::FieldFindings;
use super::reports::level_name;
use super::summary::PARTS;
use super::videos::clock;
use crate::format;
use crate::i18n::{Text, activity, supplement, t, tf};
use crate::pages::check_in::Counted;
use crate::ui::{Card, EmptyState, IconName};

#[component]
pub fn SupplementSheet(
    s: Supplement,
    facts: Facts,
    eligibility: Eligibility,
    /// Something has changed: everything is to be fetched anew.
    on_change: Callback<()>,
) -> impl IntoView {
    let judged = Signal::stored(Judged::new(eligibility, &s, s.changed_since, facts.ended()));
    let can = |action| s.actions.contains(&action);
    let extending = RwSignal::new(false);
    let extend = can(SupplementAction::Extend).then(|| view! { <ExtendButton open=extending/> });
    let check = (can(SupplementAction::CheckPhotos) && !s.content.photo_ids.is_empty())
        .then(|| view! { <PhotoCheckCard id=s.activity_id s=Signal::stored(s.clone())/> });
    let extended = Callback::new(move |_| on_change.run(()));
    let id = s.activity_id;
    let shown = Signal::stored(s.clone());
    let content = if s.version == 0 {
        view! { <EmptyState title=t(supplement::NOTHING) icon=IconName::Calendar/> }.into_any()
    } else {
        view! {
            <SubmittedNote s=shown changed=s.changed_since/>
            {people(&s)}
            {reports(&s)}
            {photos(&s)}
            {videos(&s)}
            {summary(&s)}
            {check}
        }
        .into_any()
    };
    view! {
        <div class="supplement">
            <div class="supplement-side"><Cockpit judged s=shown>{extend}</Cockpit></div>
            <div class="supplement-form">{content}</div>
        </div>
        <ExtendDialog open=extending id on_done=extended/>
    }
}

fn line(label: &'static str, value: Option<String>) -> AnyView {
    let value = value.filter(|text| !text.is_empty());
    let filled = value.is_some();
    view! {
        <div class="sheet-line">
            <dt>{label}</dt>
            <dd class:sheet-empty=!filled>{value.unwrap_or_else(|| t(activity::NOT_FILLED).to_owned())}</dd>
        </div>
    }
    .into_any()
}

/// Said where nothing of a kind is there.
fn none(text: Text) -> AnyView {
    view! { <p class="sheet-empty">{t(text)}</p> }.into_any()
}

fn people(s: &Supplement) -> AnyView {
    let c = &s.content;
    let n = |n: Option<u32>| n.map(|n| n.to_string());
    let counted = &c.actual_participants;
    let on_the_spot = s.counted;
    let lines = [
        (counted.offline.is_some() || counted.online.is_none())
            .then(|| line(t(supplement::OFFLINE), n(counted.offline))),
        (counted.online.is_some()).then(|| line(t(supplement::ONLINE), n(counted.online))),
        (c.numbers_note.is_some()).then(|| line(t(supplement::NUMBERS_NOTE), c.numbers_note.clone())),
        (c.online_url.is_some()).then(|| line(t(supplement::ONLINE_URL), c.online_url.clone())),
    ];
    let lines: Vec<_> = lines.into_iter().flatten().collect();
    view! {
        <Card title=t(supplement::PEOPLE)>
            <dl class="sheet">{lines}</dl>
            <Counted counted=on_the_spot/>
        </Card>
    }
    .into_any()
}

fn reports(s: &Supplement) -> AnyView {
    let all = &s.content.media_reports;
    let rows: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(n, report)| row(n, report, s))
        .collect();
    let none = all.is_empty().then(|| none(supplement::NO_REPORTS));
    view! {
        <Card title=t(supplement::REPORTS)>
            {none}
            <ul class="report-rows">{rows}</ul>
        </Card>
    }
    .into_any()
}

fn row(n: usize, report: &MediaReport, s: &Supplement) -> AnyView {
    let facts = [
        Some(report.outlet.clone()).filter(|outlet| !outlet.is_empty()),
        report.level.map(|level| level_name(level).to_owned()),
        report.published_on.map(format::date),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let url = report.url.trim().to_owned();
    let link = if text::is_web_address(&url) {
        let shown = url.clone();
        view! { <a href=url target="_blank" rel="external noopener nofollow">{shown}
        <span class="visually-hidden">{t(supplement::OPENS_NEW)}</span></a> }
        .into_any()
    } else {
        view! { <span>{url}</span> }.into_any()
    };
    let file = report
        .screenshot_id
        .and_then(|id| s.files.iter().find(|file| file.id == id));
    let picture = file.map(|file| {
        let alt = tf(supplement::SCREENSHOT_OF, &[&(n + 1).to_string()]);
        let large = file.variants.get("view").or_else(|| file.variants.get("original"));
        view! {
            <a class="screenshot" href=large.cloned() target="_blank" rel="noopener"><img src=thumb(file) alt=alt/></a>
        }
    });
    let findings = Signal::stored(s.findings.clone());
    view! {
        <li class="report-sheet">
            <p class="report-row-title">{report.title.clone()}</p>
            <p class="queue-note">{facts.join(" · ")}</p>
            <p>{link}</p>
            <FieldFindings pointer=format!("/media_reports/{n}/url") findings/>
            <FieldFindings pointer=format!("/media_reports/{n}/published_on") findings/>
            {picture}
        </li>
    }
    .into_any()
}

fn photos(s: &Supplement) -> AnyView {
    let ids = &s.content.photo_ids;
    let findings = Signal::stored(s.findings.clone());
    let figures: Vec<_> = ids
        .iter()
        .enumerate()
        .map(|(n, id)| {
            let file = s.files.iter().find(|file| file.id == *id);
            let note = s.content.photo_notes.get(id).cloned().unwrap_or_default();
            let large = file.and_then(|f| f.variants.get("view").or_else(|| f.variants.get("original")));
            let name = tf(supplement::PHOTO, &[&(n + 1).to_string()]);
            let alt = if note.alt.trim().is_empty() { name } else { note.alt };
            let caption = Some(note.caption).filter(|text| !text.trim().is_empty());
            view! {
                <li>
                    <figure class="shot">
                        <a href=large.cloned() target="_blank" rel="noopener">
                            <img src=file.map(thumb) alt=alt/>
                            <span class="visually-hidden">{t(supplement::OPENS_NEW)}</span>
                        </a>
                        <figcaption>{n + 1}". "{caption.unwrap_or_else(|| t(supplement::NO_CAPTION).to_owned())}</figcaption>
                        <FieldFindings pointer=format!("/photo_ids/{n}") findings/>
                    </figure>
                </li>
            }
        })
        .collect();
    let none = ids.is_empty().then(|| none(supplement::NO_PHOTOS));
    view! {
        <Card title=t(supplement::PHOTOS)>
            {none}
            <ol class="shots">{figures}</ol>
        </Card>
    }
    .into_any()
}

fn videos(s: &Supplement) -> AnyView {
    let ids = &s.content.video_ids;
    let rows: Vec<_> = ids
        .iter()
        .filter_map(|id| s.files.iter().find(|file| file.id == *id))
        .map(|file| {
            let length = file.duration_seconds.map(clock).unwrap_or_default();
            view! {
                <li><div class="clip">
                    <video class="clip-player" src=file.variants.get("original").cloned() controls preload="metadata"></video>
                    <p class="clip-text">{file.file_name.clone()}" "{length}</p>
                </div></li>
            }
        })
        .collect();
    let none = ids.is_empty().then(|| none(supplement::NO_VIDEOS));
    view! {
        <Card title=t(supplement::VIDEOS)>
            {none}
            <ul class="clips">{rows}</ul>
        </Card>
    }
    .into_any()
}

fn summary(s: &Supplement) -> AnyView {
    let parts = PARTS.into_iter().zip(s.content.summary.parts());
    let parts: Vec<_> = parts
        .map(|((label, _), (.., text))| {
            let filled = !text.trim().is_empty();
            view! {
                <h3 class="form-heading">{t(label)}</h3>
                <p class="summary-text" class:sheet-empty=!filled>
                    {if filled { text.to_owned() } else { t(activity::NOT_FILLED).to_owned() }}
                </p>
            }
        })
        .collect();
    view! { <Card title=t(supplement::SUMMARY)>{parts}</Card> }.into_any()
}
