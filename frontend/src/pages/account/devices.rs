//! Where one is signed in.

use domain::account::Device;
use domain::id::SessionId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{account, general, t, tf};
use crate::load::Failed;
use crate::ui::{Badge, Button, ButtonKind, Card, Icon, IconName, Skeleton, Tone, toast};

#[component]
pub fn Devices() -> impl IntoView {
    let devices = Fetched::new(api::account::devices);
    let ending = RwSignal::new(None::<SessionId>);
    let end = Callback::new(move |id: SessionId| {
        ending.set(Some(id));
        spawn_local(async move {
            match api::account::end_device(id).await {
                Ok(()) => {
                    toast::success(t(account::DEVICE_ENDED));
                    devices.refetch();
                }
                Err(failure) => toast::failure(failure.message()),
            }
            let _ = ending.try_set(None);
        });
    });
    view! {
        <Card title=t(account::DEVICES)>
            {move || match devices.get() {
                None => view! { <Skeleton lines=2/> }.into_any(),
                Some(Err(failure)) => view! { <Failed failure retry=Callback::new(move |()| devices.refetch())/> }.into_any(),
                Some(Ok(page)) => view! {
                    <ul class="rows">
                        {page.items.into_iter().map(|device| view! { <li class="row device"><Row device ending end/></li> }).collect_view()}
                    </ul>
                }.into_any(),
            }}
        </Card>
    }
}

#[component]
fn Row(device: Device, ending: RwSignal<Option<SessionId>>, end: Callback<SessionId>) -> impl IntoView {
    let id = device.id;
    let busy = Signal::derive(move || ending.get() == Some(id));
    view! {
        <Icon name=IconName::Device/>
        <div class="device-text">
            <p class="device-name">{name(&device.name)}</p>
            <p class="row-note">{tf(account::DEVICE_USED, &[&format::moment(device.last_used_at)])}</p>
        </div>
        {if device.current {
            view! { <Badge tone=Tone::Good>{t(account::DEVICE_CURRENT)}</Badge> }.into_any()
        } else {
            view! { <Button kind=ButtonKind::Quiet busy on_press=Callback::new(move |()| end.run(id))>{t(general::SIGN_OUT)}</Button> }.into_any()
        }}
    }
}

/// What people call the browser and the system that a User-Agent names; the most telling part comes first.
fn name(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 8] = [
        ("MicroMessenger", "微信"),
        ("HuaweiBrowser", "Huawei Browser"),
        ("QQBrowser", "QQ Browser"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => tf(account::ON, &[browser, system]),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) if agent.is_empty() => t(account::DEVICE_UNKNOWN).to_owned(),
        (None, None) => agent.to_owned(),
    }
}
