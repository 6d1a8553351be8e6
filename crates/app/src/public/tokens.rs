//! The search tokens of a public page: words of its texts, and one token for each filter value.

use domain::activity::content::Mode;
use domain::public::PublicActivity;
use domain::region::RegionCode;
use domain::text::plain_text;
use persistence::search::{Token, tokens_of};

/// Characters of the details that are indexed; the rest adds size and little meaning.
const DETAIL_INDEXED: usize = 1_500;

pub(super) fn edition(key: &str) -> Token {
    Token::filter('e', key)
}
pub(super) fn region(code: &RegionCode) -> Token {
    Token::filter('r', code.as_str())
}
pub(super) fn category(code: &str) -> Token {
    Token::filter('c', code)
}
pub(super) fn mode(mode: Mode) -> Token {
    Token::filter('m', mode.as_str())
}
pub(super) fn audience(code: &str) -> Token {
    Token::filter('a', code)
}
pub(super) fn field(code: &str) -> Token {
    Token::filter('f', code)
}
pub(super) fn bookable() -> Token {
    Token::filter('b', "1")
}

/// Everything an approved activity is found by.
pub fn of_page(page: &PublicActivity) -> Vec<Token> {
    let card = &page.card;
    let detail: String = plain_text(&page.detail_html)
        .chars()
        .take(DETAIL_INDEXED)
        .collect();
    let texts = [
        card.title.as_str(),
        &card.organization_name,
        &card.region_name,
        card.address.as_deref().unwrap_or_default(),
        &page.hosts.join(" "),
        &page.co_organizers.join(" "),
        &detail,
    ]
    .join("\n");
    let mut all = tokens_of(&texts);
    all.push(edition(&card.edition));
    all.extend(
        [
            &card.region_code,
            &card.region_code.county(),
            &card.region_code.city(),
            &card.region_code.province(),
        ]
        .map(region),
    );
    all.push(category(&card.category));
    all.extend(card.sub_category.as_deref().map(category));
    all.push(mode(card.mode));
    all.extend(card.audiences.iter().map(|code| audience(code)));
    all.extend(page.fields.iter().map(|code| field(code)));
    all.extend(card.bookable.then(bookable));
    all.sort_unstable();
    all.dedup();
    all
}
