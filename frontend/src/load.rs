//! Content that comes from the API: loading, failed, there.

use leptos::prelude::*;

use crate::api::{Answer, ApiFailure};
use crate::fetched::{Asked, Fetched, Reading, opened};
use crate::i18n::{general, t};
use crate::ui::{ErrorState, Skeleton};

/// Draws what `fetch` brings; a skeleton until then, the error with a way to try again otherwise.
///
/// `fetch` runs anew when a signal read in it changes.
#[component]
pub fn Loaded<T, F, Fut, V>(
    fetch: F,
    #[prop(default = 4)] lines: usize,
    /// It is the whole page: a failure is its heading.
    #[prop(optional)]
    heading: bool,
    /// Draws the content.
    draw: V,
) -> impl IntoView
where
    T: Clone + 'static,
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
    V: Fn(T) -> AnyView + 'static,
{
    let asked = Fetched::new(fetch).asked();
    drawn(
        asked,
        lines,
        heading,
        Box::new(move |kept| opened(kept).map(&draw)),
    )
}

/// The part that is the same for every type of content.
fn drawn(asked: Asked, lines: usize, heading: bool, draw: Reading<AnyView>) -> AnyView {
    let draw = StoredValue::new_local(draw);
    let retry = Callback::new(move |()| asked.refetch());
    let content = move || match asked.get() {
        None => view! { <Skeleton lines/> }.into_any(),
        Some(Ok(kept)) => draw.with_value(|draw| draw(&kept)).into_any(),
        Some(Err(failure)) => view! { <Failed failure retry heading/> }.into_any(),
    };
    view! { {move || content()} }.into_any()
}

/// The error state for a failed request.
#[component]
pub fn Failed(
    failure: ApiFailure,
    #[prop(optional, into)] retry: Option<Callback<()>>,
    /// It stands for the whole page, which has no other heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let title = match &failure {
        ApiFailure::Problem(p) => p.title.clone(),
        ApiFailure::Offline => t(general::LOAD_FAILED).to_owned(),
    };
    let text = match &failure {
        ApiFailure::Problem(p) => p.detail.clone().unwrap_or_default(),
        ApiFailure::Offline => failure.message(),
    };
    // Trying again helps where the server failed, not where it refused.
    let retry = retry.filter(|_| failure.is_passing());
    let reference = failure.reference();
    match retry {
        Some(on_retry) => view! { <ErrorState title text reference on_retry heading/> }.into_any(),
        None => view! { <ErrorState title text reference heading/> }.into_any(),
    }
}
