//! Where this device is, if it may be asked.

use domain::place::Position;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `navigator.geolocation`, as far as this page may use it.
    type Locator;
    #[wasm_bindgen(method, js_name = getCurrentPosition)]
    fn locate(this: &Locator, found: &js_sys::Function, failed: &js_sys::Function, options: &JsValue);
}

/// Why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlocated {
    /// Somebody said no.
    Refused,
    /// The device does not know.
    Unknown,
}

/// Milliseconds until a device that does not know where it is is given up.
const PATIENCE_MS: u32 = 15_000;
/// Milliseconds for which an older answer is as good.
const FRESH_MS: u32 = 120_000;

fn member(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Asks once; `done` is called later, or never, when the page is left before.
pub fn locate(done: impl Fn(Result<Position, Unlocated>) + Clone + 'static) {
    let locator = member(&window().navigator(), "geolocation");
    if !locator.is_object() {
        done(Err(Unlocated::Unknown));
        return;
    }
    let found = {
        let done = done.clone();
        Closure::once_into_js(move |answer: JsValue| {
            let at = member(&answer, "coords");
            let angle = |name| member(&at, name).as_f64().unwrap_or(f64::NAN);
            let position = Position::new(angle("latitude"), angle("longitude"));
            done(position.ok_or(Unlocated::Unknown));
        })
    };
    let failed = Closure::once_into_js(move |error: JsValue| {
        let refused = member(&error, "code").as_f64() == Some(1.0);
        done(Err(if refused {
            Unlocated::Refused
        } else {
            Unlocated::Unknown
        }));
    });
    let options = js_sys::Object::new();
    for (name, value) in [("timeout", PATIENCE_MS), ("maximumAge", FRESH_MS)] {
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    locator
        .unchecked_into::<Locator>()
        .locate(found.unchecked_ref(), failed.unchecked_ref(), &options);
}
