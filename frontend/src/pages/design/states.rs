//! What pages show instead of content.

use leptos::prelude::*;

use crate::i18n::{design, general, t};
use crate::ui::{
    Badge, Breadcrumb, Button, Card, Crumb, EmptyState, ErrorState, LoadMore, Progress, Qr, Skeleton, Tone,
};

#[component]
pub fn States() -> impl IntoView {
    let percent = RwSignal::new(Some(40_u8));
    let nothing = Callback::new(|()| ());
    view! {
        <Card title=t(design::STATES)>
            <Breadcrumb above=vec![Crumb::new("/", t(general::HOME))] here=t(design::TITLE).to_owned()/>
            <div class="cluster" aria-label=t(design::BADGES) role="group">
                <Badge>{t(design::DRAFT)}</Badge>
                <Badge tone=Tone::Accent>{t(design::RUNNING)}</Badge>
                <Badge tone=Tone::Good>{t(design::GOOD)}</Badge>
                <Badge tone=Tone::Warning>{t(design::WARNING)}</Badge>
                <Badge tone=Tone::Bad>{t(design::BAD)}</Badge>
            </div>
            <Progress label=t(design::PROGRESS) value=percent/>
            <Skeleton/>
            <EmptyState title=t(design::EMPTY) text=t(design::EMPTY_TEXT)><Button>{t(general::RETRY)}</Button></EmptyState>
            <ErrorState title=t(design::ERROR) text=t(design::ERROR_TEXT) on_retry=nothing/>
            <div class="qr-small"><Qr text="https://example.org/" label=t(design::QR)/></div>
            <LoadMore more=true busy=false on_more=nothing/>
        </Card>
    }
}
