//! Activities that somebody has saved on this device. They can be read without a connection: the service worker answers from
//! what is kept here. Nothing of it goes to the server.

use domain::id::ActivityId;
use domain::public::PublicActivityCard;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::api::media;
use crate::storage::Store;

const KEY: &str = "kepu.saved";
/// As the service worker calls it.
const CACHE: &str = "kepu-saved";
/// More than anybody reads; the browser gives a site only so much room.
const MOST: usize = 100;

#[wasm_bindgen]
extern "C" {
    /// `caches`, as far as this browser has it.
    type Caches;
    #[wasm_bindgen(method)]
    fn open(this: &Caches, name: &str) -> js_sys::Promise;
    type Kept;
    #[wasm_bindgen(method)]
    fn add(this: &Kept, address: &str) -> js_sys::Promise;
    #[wasm_bindgen(method)]
    fn delete(this: &Kept, address: &str) -> js_sys::Promise;
}

/// What is saved, the newest first. `Copy`.
#[derive(Clone, Copy)]
pub struct Saved(RwSignal<Vec<PublicActivityCard>>);

impl Saved {
    /// Restores it and provides it to the pages.
    pub fn start() {
        let known = Store::Device
            .get::<Vec<PublicActivityCard>>(KEY)
            .unwrap_or_default();
        provide_context(Self(RwSignal::new(known)));
    }
    pub fn all(self) -> Vec<PublicActivityCard> {
        self.0.get()
    }
    pub fn has(self, id: ActivityId) -> bool {
        self.0.with(|all| all.iter().any(|card| card.id == id))
    }
    /// Saves it, or lets it go.
    pub fn toggle(self, card: &PublicActivityCard) {
        let saves = !untrack(|| self.has(card.id));
        self.0.update(|all| {
            all.retain(|known| known.id != card.id);
            if saves {
                all.insert(0, card.clone());
                all.truncate(MOST);
            }
        });
        // A browser without room still shows it until it is closed.
        self.0.with_untracked(|all| Store::Device.set(KEY, all));
        let addresses = addresses(card);
        spawn_local(async move {
            // Without this the list is there, and its pages need a connection.
            let _ = keep(&addresses, saves).await;
        });
    }
}

fn addresses(card: &PublicActivityCard) -> Vec<String> {
    let page = format!("/api/v1/public/activities/{}", card.id);
    let pictures = card.poster_id.into_iter();
    let pictures = pictures.flat_map(|id| ["thumb", "original"].map(|variant| media::content(id, variant)));
    std::iter::once(page).chain(pictures).collect()
}

async fn keep(addresses: &[String], saves: bool) -> Result<(), JsValue> {
    let caches = js_sys::Reflect::get(&window(), &"caches".into())?;
    if !caches.is_object() {
        return Ok(());
    }
    let cache = JsFuture::from(caches.unchecked_into::<Caches>().open(CACHE)).await?;
    let cache = cache.unchecked_into::<Kept>();
    for address in addresses {
        let done = if saves {
            cache.add(address)
        } else {
            cache.delete(address)
        };
        // A picture that cannot be kept is no reason not to keep the rest.
        let _ = JsFuture::from(done).await;
    }
    Ok(())
}
