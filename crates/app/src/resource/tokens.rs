//! What a public resource is found by: words of its texts, and one token for each value that the list is cut by.

use domain::region::RegionCode;
use domain::resource::{Licence, ResourceContent, ResourceKind};
use persistence::search::{Token, tokens_of};

/// Characters of the description that are indexed; each adds two rows.
const INDEXED: usize = 400;

pub(super) fn kind(kind: ResourceKind) -> Token {
    Token::filter('k', kind.as_str())
}

pub(super) fn licence(licence: Licence) -> Token {
    Token::filter('l', licence.as_str())
}

pub(super) fn audience(code: &str) -> Token {
    Token::filter('a', code)
}

pub(super) fn field(code: &str) -> Token {
    Token::filter('f', code)
}

pub(super) fn region(code: &RegionCode) -> Token {
    Token::filter('r', code.as_str())
}

pub(super) fn of_resource(
    c: &ResourceContent,
    organization: &str,
    region_name: &str,
    place: &RegionCode,
) -> Vec<Token> {
    let description: String = c.description.chars().take(INDEXED).collect();
    let mut all = tokens_of(&[c.title.as_str(), organization, region_name, &description].join("\n"));
    all.extend(c.kind.map(kind));
    all.extend(c.licence.map(licence));
    all.extend(c.audiences.iter().map(|code| audience(code)));
    all.extend(c.fields.iter().map(|code| field(code)));
    all.extend(
        [place.province(), place.city(), place.county()]
            .iter()
            .map(region),
    );
    all.sort_unstable();
    all.dedup();
    all
}
