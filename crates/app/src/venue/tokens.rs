//! What a venue is found by: words of its texts, and one token for each value that lists are cut by.

use domain::public::places;
use domain::region::RegionCode;
use domain::venue::Accessibility;
use persistence::search::{Token, tokens_of};
use persistence::venue::VenueRecord;
use persistence::{Conn, reference};

use crate::error::AppResult;
use crate::public::cells;

pub(crate) fn region(code: &RegionCode) -> Token {
    Token::filter('r', code.as_str())
}

pub(super) fn kind(code: &str) -> Token {
    Token::filter('t', code)
}

pub(super) fn accessible(what: Accessibility) -> Token {
    Token::filter('a', what.as_str())
}

pub(super) fn of(conn: &mut Conn, v: &VenueRecord) -> AppResult<Vec<Token>> {
    let c = &v.content;
    let found = reference::region(conn, &v.region_code)?;
    let region_name = found.map(|r| r.full_name).unwrap_or_default();
    let texts = [c.name.as_str(), &c.address, &c.introduction, &region_name].join("\n");
    let mut all = tokens_of(&texts);
    all.extend(places(&v.region_code).iter().map(region));
    all.push(kind(&c.venue_type));
    all.extend(c.accessibility.iter().map(|what| accessible(*what)));
    all.extend(c.position.into_iter().flat_map(cells));
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
