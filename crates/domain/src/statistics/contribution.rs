//! What one activity adds to the figures.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cell, Counted, Dimension, Figures, by_day, by_outlet, held, keyed, totals};
use crate::activity::status::Status;
use crate::public::{self, Facet, Mark};
use crate::region::RegionCode;

/// What one activity adds: kept beside it, so that what it added before can be taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    pub edition: String,
    pub places: Vec<RegionCode>,
    pub figures: Vec<(Dimension, String, Figures)>,
    /// Where everyone finds it, and by what.
    #[serde(default)]
    pub shown: Shown,
}

/// What an activity adds to the counts of public lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub places: Vec<RegionCode>,
    /// As [`Mark`] writes them.
    pub marks: Vec<String>,
}

impl Shown {
    fn of(counted: &Counted<'_>) -> Self {
        if counted.status != Status::Approved {
            return Self::default();
        }
        let marks = public::marks(counted.content);
        let mut places = vec![RegionCode::country()];
        let regions = marks.iter().filter(|mark| mark.facet == Facet::Region);
        places.extend(regions.filter_map(|mark| mark.value.parse::<RegionCode>().ok()));
        // The places are counted by themselves.
        let marks = marks.iter().filter(|mark| mark.facet != Facet::Region);
        Self {
            places,
            marks: marks.map(Mark::to_string).collect(),
        }
    }

    fn figures(&self) -> impl Iterator<Item = (&RegionCode, &str)> {
        let keys = || std::iter::once("").chain(self.marks.iter().map(String::as_str));
        self.places
            .iter()
            .flat_map(move |region| keys().map(move |key| (region, key)))
    }
}

/// Whether it counts as filed (填报数).
pub const fn is_filed(status: Status) -> bool {
    !matches!(status, Status::Draft | Status::Withdrawn | Status::TakenDown)
}

impl Contribution {
    /// Nothing for what is not filed; nothing but what everyone finds for what is counted with another.
    pub fn of(counted: &Counted<'_>) -> Self {
        let shown = Shown::of(counted);
        if !is_filed(counted.status) {
            return Self::default();
        }
        if counted.secondary {
            return Self {
                edition: counted.edition.to_owned(),
                shown,
                ..Self::default()
            };
        }
        let mut figures = keyed(counted, totals(counted));
        figures.extend(by_day(counted));
        if counted.status == Status::Approved {
            figures.extend(held(counted.content));
            figures.extend(by_outlet(counted.outcome));
        }
        Self {
            edition: counted.edition.to_owned(),
            places: counted.places.to_vec(),
            figures,
            shown,
        }
    }

    /// What it adds to the total of each of its places.
    pub fn total(&self) -> Figures {
        let of_total = self
            .figures
            .iter()
            .find(|(dimension, ..)| *dimension == Dimension::Total);
        of_total.map(|(.., figures)| *figures).unwrap_or_default()
    }

    /// Adds it to cells, or takes back what it added.
    fn add_to(&self, cells: &mut BTreeMap<Cell, Figures>, taken: bool) {
        let mut add = |region: &RegionCode, dimension, key: &str, figures: &Figures| {
            let cell = Cell {
                edition: self.edition.clone(),
                region: region.clone(),
                dimension,
                key: key.to_owned(),
            };
            let sum = cells.entry(cell).or_default();
            *sum = if taken {
                sum.minus(figures)
            } else {
                sum.plus(figures)
            };
        };
        for region in &self.places {
            for (dimension, key, figures) in &self.figures {
                add(region, *dimension, key, figures);
            }
        }
        let one = Figures {
            approved: 1,
            ..Figures::default()
        };
        for (region, key) in self.shown.figures() {
            add(region, Dimension::Shown, key, &one);
        }
    }
}

/// What changes in which cells when what activities add becomes something else; cells that stay are left out.
pub fn changes<'a>(
    pairs: impl IntoIterator<Item = (&'a Contribution, &'a Contribution)>,
) -> BTreeMap<Cell, Figures> {
    let mut cells = BTreeMap::new();
    for (before, after) in pairs {
        if before != after {
            before.add_to(&mut cells, true);
            after.add_to(&mut cells, false);
        }
    }
    cells.retain(|_, figures| !figures.is_zero());
    cells
}
