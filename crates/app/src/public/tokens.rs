//! The search tokens of a public page: words of its texts, and one token for each value that lists are cut by.

use std::collections::BTreeSet;

use domain::place::{KM_PER_DEGREE, Position};
use domain::public::{Facet, Mark, PublicActivity};
use domain::text::plain_text;
use persistence::place::Circle;
use persistence::search::{Token, tokens_for, tokens_of};

use crate::clean;

/// Words of a query that are looked up.
const WORDS: usize = 16;
/// Characters of the details that are indexed; the rest adds size and little meaning.
const DETAIL_INDEXED: usize = 1_500;
/// Cells to a degree: fine ones for what is near, about five kilometres wide; coarse ones for what is further.
const FINE: (char, f64) = ('g', 20.0);
const COARSE: (char, f64) = ('h', 2.0);
/// Up to this radius fine cells are asked for.
const FINE_KM: f64 = 12.0;
/// Cells that are asked for at the most: more there are only where the earth's meridians meet, and nobody lives.
const CELLS: usize = 250;

pub(super) fn edition(key: &str) -> Token {
    Token::filter('e', key)
}

pub(super) fn mark(facet: Facet, value: impl Into<String>) -> Token {
    Token::mark(&Mark::new(facet, value))
}

/// What must be in the index for the words that somebody typed.
pub(crate) fn asked(q: Option<&str>) -> Vec<Token> {
    let mut all = tokens_for(&q.map(clean::text).unwrap_or_default());
    all.truncate(WORDS);
    all
}

fn cell((letter, per_degree): (char, f64), north: f64, east: f64) -> Token {
    let index = |degrees: f64| (degrees * per_degree).floor() as i64;
    Token::filter(letter, &format!("{}_{}", index(north), index(east)))
}

/// The cells in which something lies.
pub(crate) fn cells(at: Position) -> [Token; 2] {
    [FINE, COARSE].map(|grid| cell(grid, at.latitude.get(), at.longitude.get()))
}

/// The cells that a circle touches.
pub(crate) fn around(circle: &Circle) -> Vec<Token> {
    let grid = if circle.radius_km <= FINE_KM { FINE } else { COARSE };
    let (north, east) = (circle.centre.latitude.get(), circle.centre.longitude.get());
    let tall = circle.radius_km / KM_PER_DEGREE;
    let wide = tall / (north.abs() + tall).min(89.0).to_radians().cos();
    let steps = |centre: f64, half: f64| {
        let first = ((centre - half) * grid.1).floor() as i64;
        let last = ((centre + half) * grid.1).floor() as i64;
        (first..=last).map(move |index| (index as f64 + 0.5) / grid.1)
    };
    steps(north, tall)
        .flat_map(|north| steps(east, wide).map(move |east| cell(grid, north, east)))
        .take(CELLS)
        .collect()
}

/// Everything an approved activity is found by.
pub fn of_page(page: &PublicActivity, marks: &BTreeSet<Mark>) -> Vec<Token> {
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
    all.extend(marks.iter().map(Token::mark));
    all.extend(card.position.into_iter().flat_map(cells));
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_lies_within_a_circle_lies_in_one_of_its_cells() {
        for radius_km in [0.5, 5.0, 12.0, 30.0, 100.0] {
            for (north, east) in [(28.0006, 120.6994), (53.3, 122.3), (-33.9, 18.4), (0.0, 0.0)] {
                let centre = Position::new(north, east).unwrap();
                let touched: BTreeSet<Token> = around(&Circle { centre, radius_km }).into_iter().collect();
                for step in 0..36 {
                    let angle = f64::from(step * 10).to_radians();
                    let up = radius_km * 0.999 / KM_PER_DEGREE;
                    let there = Position::new(
                        north + up * angle.cos(),
                        east + up * angle.sin() / north.to_radians().cos(),
                    );
                    let own = cells(there.unwrap());
                    assert!(
                        own.iter().any(|cell| touched.contains(cell)),
                        "{north},{east} {radius_km} km, {step}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_circle_at_the_pole_asks_for_few_cells() {
        let centre = Position::new(89.99, 0.0).unwrap();
        assert!(
            around(&Circle {
                centre,
                radius_km: 100.0
            })
            .len()
                <= CELLS
        );
    }
}
