//! What else is on nearby, or of the same kind.

use domain::public::PublicActivityCard;
use leptos::prelude::*;

use super::ActivityCard;
use crate::api::public::Search;
use crate::api::{self, Answer};
use crate::fetched::Fetched;
use crate::i18n::{public, t};
use crate::page;

const SHOWN: usize = 3;

/// Coming activities of the same city and kind; of the city alone where there are too few.
async fn found(card: PublicActivityCard) -> Answer<Vec<PublicActivityCard>> {
    let today = page::now()
        .map(|now| now.shanghai_date().to_string())
        .unwrap_or_default();
    let near = Search {
        edition: card.edition.clone(),
        region: card.region_code.city().to_string(),
        from: today,
        sort: "soonest".to_owned(),
        ..Search::default()
    };
    let alike = Search {
        category: card.category.clone(),
        ..near.clone()
    };
    let mut all: Vec<PublicActivityCard> = Vec::new();
    for search in [alike, near] {
        if all.len() < SHOWN {
            // One more, since this one may be among them.
            let page = api::public::activities(&search, SHOWN as u32 + 1, None).await?;
            for one in page.items {
                if one.id != card.id && all.iter().all(|known| known.id != one.id) {
                    all.push(one);
                }
            }
        }
    }
    all.truncate(SHOWN);
    Ok(all)
}

#[component]
pub fn Related(card: PublicActivityCard) -> impl IntoView {
    let found = Fetched::new(move || found(card.clone()));
    move || {
        let cards = found.get().and_then(Result::ok)?;
        (!cards.is_empty()).then(|| {
            view! {
                <section class="stack no-print">
                    <h2 class="section-title">{t(public::RELATED)}</h2>
                    <ul class="activities">
                        {cards.into_iter().map(|card| view! { <li><ActivityCard card below_section=true/></li> }).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}
