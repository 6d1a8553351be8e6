//! One public resource.

use domain::activity::finding::LinkState;
use domain::dictionary::DictionaryName;
use domain::media::bytes;
use domain::resource::PublicResource;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use super::names::{self, StandingBadge};
use super::{LIBRARY, MINE};
use crate::api::{media, resource as calls};
use crate::format;
use crate::i18n::{general, resource as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::public::{Fact, Report, ShareLinks, Shots, named};
use crate::ui::{Badge, Breadcrumb, ButtonKind, ButtonLink, Crumb, IconName, Tone};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    view! {
        <div class="wrap page">
            <Loaded
                heading=true
                lines=8
                fetch=move || {
                    let id = id.get();
                    async move { calls::public(&id).await }
                }
                draw=|resource| view! { <Shown resource/> }.into_any()
            />
        </div>
    }
}

#[component]
fn Shown(resource: PublicResource) -> impl IntoView {
    let r = resource;
    let card = r.card;
    page::title(&card.title);
    let id = card.id;
    spawn_local(calls::count(id, "views"));
    let shared = Callback::new(move |()| spawn_local(calls::count(id, "shares")));
    let above = vec![
        Crumb::new("/", t(general::HOME)),
        Crumb::new(LIBRARY, t(words::TITLE)),
    ];
    let (licence, allows) = names::licence(card.licence);
    let reached = card.counts.reached;
    view! {
        <Breadcrumb above here=card.title.clone()/>
        <article class="detail">
            <header class="detail-head">
                <div class="activity-badges">
                    <Badge tone=Tone::Accent>{t(names::kind(card.kind))}</Badge>
                    {card.standing.map(|standing| view! { <StandingBadge standing batch=card.batch/> })}
                </div>
                <h1 class="page-title">{card.title.clone()}</h1>
                <p class="page-note">
                    {names::counts(card.counts)}" · "
                    {tf(words::PUBLISHED, &[&format::date(card.published_at.shanghai_date())])}
                </p>
            </header>
            <div class="detail-side">
                {card.cover_id.map(|id| view! { <img class="detail-poster" src=media::content(id, "original") alt="" width="600" height="350" fetchpriority="high"/> })}
                <dl class="facts">
                    <Fact icon=IconName::Info name=words::LICENCE>
                        <strong>{t(licence)}</strong>" "{t(allows)}" "
                        {card.licence.address().map(|href| view! { <a href=href rel="external noopener">{t(words::LICENCE_MORE)}</a> })}
                    </Fact>
                    <Fact icon=IconName::Building name=words::PROVIDER>{card.organization_name}</Fact>
                    <Fact icon=IconName::Place name=words::REGION>{card.region_name}</Fact>
                    {named(words::AUDIENCES, IconName::People, DictionaryName::Audiences, card.audiences)}
                    {named(words::FIELDS, IconName::Info, DictionaryName::Fields, card.fields)}
                    <Fact icon=IconName::Calendar name=words::SOURCE>
                        <A href=format!("/activities/{}", r.activity_id)>{r.activity_title}</A>
                    </Fact>
                </dl>
                {r.url.map(|href| view! {
                    <ButtonLink href external=true kind=ButtonKind::Primary icon=IconName::Globe>{t(words::OPEN_LINK)}</ButtonLink>
                })}
                {(r.link_state == Some(LinkState::Dead)).then(|| view! { <p class="field-hint">{t(words::LINK_DEAD)}</p> })}
                <ButtonLink href=format!("{MINE}/{id}/use") icon=IconName::Check>{t(words::REPORT_USE)}</ButtonLink>
                <div class="share no-print"><ShareLinks title=card.title on_shared=shared/></div>
                <Report id=r.activity_id resource=id/>
            </div>
            <div class="detail-main">
                <h2 class="section-title">{t(words::ABOUT)}</h2>
                <div class="prose">
                    {r.description.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}
                </div>
                {(!r.documents.is_empty()).then(|| view! {
                    <h2 class="section-title">{t(words::DOCUMENTS)}</h2>
                    <ul class="rows">
                        {r.documents.into_iter().map(|file| view! {
                            <li>
                                <ButtonLink href=media::content(file.id, "original") external=true kind=ButtonKind::Quiet icon=IconName::Download>
                                    {file.file_name}" "<span class="row-note">{bytes(file.size)}</span>
                                </ButtonLink>
                            </li>
                        }).collect_view()}
                    </ul>
                })}
                <Shots photos=r.photo_ids videos=r.video_ids/>
                {(!r.reused.is_empty()).then(|| view! {
                    <h2 class="section-title">{t(words::USED_BY)}</h2>
                    <p class="row-note">{tf(words::REACHED, &[&format::number(reached)])}</p>
                    <ul class="rows">
                        {r.reused.into_iter().map(|used| {
                            let people = format::number(i64::from(used.participants));
                            let line = tf(words::USED_BY_LINE, &[&used.organization_name, &format::date(used.used_on), &people]);
                            view! { <li class="row-note">{line}</li> }
                        }).collect_view()}
                    </ul>
                })}
            </div>
        </article>
    }
}
