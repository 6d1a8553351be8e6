//! What a public list is cut by.

use domain::activity::content::Mode;
use domain::edition::Edition;
use domain::page::Limit;
use domain::place::Position;
use domain::problem::{Fault, FaultCode, Faults};
use domain::public::{Facet, Mark};
use domain::region::RegionCode;
use domain::time::{CivilDate, Instant};
use persistence::Conn;
use persistence::place::Circle;
use persistence::public::{self, Editions, PublicFilter};
use persistence::reference;
use persistence::search::{Token, Words};

use super::tokens;
use crate::error::{AppError, AppResult};

/// The order of a public list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By start, earliest first.
    Soonest,
    /// By start, latest first.
    #[default]
    Latest,
    /// By distance; only near somewhere.
    Nearest,
}

/// Days between which activities are looked for day by day; over more, by their start alone.
const DAYS: i64 = 62;

/// Near a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    pub centre: Position,
    /// 0.1 to 100, checked.
    pub radius_km: f64,
}

impl From<Near> for Circle {
    fn from(near: Near) -> Self {
        Self {
            centre: near.centre,
            radius_km: near.radius_km,
        }
    }
}

/// What the public list is cut by.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublicQuery {
    /// `current`, a key, or nothing for all editions.
    pub edition: Option<String>,
    pub q: Option<String>,
    pub region: Option<RegionCode>,
    /// A category (板块) or one of its children (子行动).
    pub category: Option<String>,
    pub audience: Option<String>,
    pub field: Option<String>,
    pub mode: Option<Mode>,
    /// Shanghai dates. With both, not too far apart: what takes place on one of these days. Otherwise: what begins then.
    pub from: Option<CivilDate>,
    pub to: Option<CivilDate>,
    pub bookable: bool,
    pub near: Option<Near>,
    pub sort: Sort,
    pub limit: Limit,
    pub cursor: Option<String>,
}

impl PublicQuery {
    /// Refuses what contradicts itself.
    pub(super) fn check(&self) -> AppResult<()> {
        let mut faults = Faults::default();
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to < from
        {
            faults.add("/to", FaultCode::EndBeforeStart);
        }
        if self.sort == Sort::Nearest && self.near.is_none() {
            faults.push(Fault::new("/near", FaultCode::Required).with("near"));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(faults))
        }
    }

    /// Whether it asks for everything of a region in one edition: what figures are kept of.
    pub(super) fn is_of_a_region(&self) -> bool {
        let of_a_region = Self {
            edition: self.edition.clone(),
            region: self.region.clone(),
            sort: self.sort,
            limit: self.limit,
            cursor: self.cursor.clone(),
            ..Self::default()
        };
        self.edition.is_some() && *self == of_a_region
    }

    /// For each facet that narrows it, the same without that.
    pub(super) fn wider(&self) -> Vec<(Facet, Self)> {
        let mut all = Vec::new();
        let mut without = |facet, narrows: bool, wider: Self| {
            if narrows {
                all.push((facet, wider));
            }
        };
        let category = Self {
            category: None,
            ..self.clone()
        };
        without(Facet::Category, self.category.is_some(), category);
        let mode = Self {
            mode: None,
            ..self.clone()
        };
        without(Facet::Mode, self.mode.is_some(), mode);
        let audience = Self {
            audience: None,
            ..self.clone()
        };
        without(Facet::Audience, self.audience.is_some(), audience);
        let field = Self {
            field: None,
            ..self.clone()
        };
        without(Facet::Field, self.field.is_some(), field);
        let bookable = Self {
            bookable: false,
            ..self.clone()
        };
        without(Facet::Bookable, self.bookable, bookable);
        all
    }

    /// As a filter of the store. `None` when there is nothing to find.
    pub(super) fn filter(&self, conn: &mut Conn) -> AppResult<Option<PublicFilter>> {
        let days = self.days();
        let (from, to) = if days.is_empty() {
            (self.from, self.to)
        } else {
            (None, None)
        };
        let near = self.near.map(Circle::from);
        let mut filter = PublicFilter {
            edition: match self.edition.as_deref() {
                None => Editions::All,
                Some("current") => Editions::Current,
                Some(key) => Editions::Of(key.to_owned()),
            },
            region: self.region.clone().filter(|region| !region.is_country()),
            from: from.map(|day| public::first_key(Instant::start_of_day(day))),
            to: to.map(|day| public::first_key(Instant::end_of_day(day))),
            near,
            ascending: self.sort != Sort::Latest,
            ..PublicFilter::default()
        };
        let mut words = Words {
            all: self.words(),
            any: Vec::new(),
        };
        if !days.is_empty() {
            words.any.push(days);
        }
        words.any.extend(near.as_ref().map(tokens::around));
        // The edition itself is read only where its categories or its key are needed.
        if self.category.is_some() || (!words.is_empty() && filter.edition == Editions::Current) {
            let Some(edition) = reference::edition(conn, self.edition.as_deref().unwrap_or("current"))?
            else {
                return Ok(None);
            };
            self.by_category(&edition, &mut filter)?;
            if filter.edition == Editions::Current {
                filter.edition = Editions::Of(edition.key);
            }
        }
        by_words(&mut filter, words);
        Ok(Some(filter))
    }

    /// Without dates: cuts to what begins from today on.
    pub(super) fn only_coming(&self, filter: &mut PublicFilter, now: Instant) {
        if self.from.is_none() && self.to.is_none() {
            filter.from = Some(public::first_key(Instant::start_of_day(now.shanghai_date())));
        }
    }

    fn by_category(&self, edition: &Edition, filter: &mut PublicFilter) -> AppResult<()> {
        let Some(code) = &self.category else { return Ok(()) };
        match edition.category(code) {
            Some((_, None)) => filter.category = Some(code.clone()),
            Some((_, Some(_))) => filter.sub_category = Some(code.clone()),
            None => {
                let fault = Fault::new("/category", FaultCode::UnknownValue).with(code);
                return Err(AppError::Invalid(Faults::one(fault)));
            }
        }
        Ok(())
    }

    /// The days that are asked for one by one.
    fn days(&self) -> Vec<Token> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if (to - from).num_days() < DAYS => from
                .iter_days()
                .take_while(|day| *day <= to)
                .map(|day| Token::mark(&Mark::day(day)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What goes beyond the indexed columns, as tokens.
    fn words(&self) -> Vec<Token> {
        let mut all = tokens::asked(self.q.as_deref());
        let mark = |facet, value: &Option<String>| value.as_ref().map(|code| tokens::mark(facet, code));
        all.extend(self.mode.map(|mode| tokens::mark(Facet::Mode, mode.as_str())));
        all.extend(mark(Facet::Audience, &self.audience));
        all.extend(mark(Facet::Field, &self.field));
        all.extend(self.bookable.then(|| Token::mark(&Mark::bookable())));
        all
    }
}

/// With words, everything is asked of the search index: one index does all the cutting.
fn by_words(filter: &mut PublicFilter, words: Words) {
    if words.is_empty() {
        return;
    }
    filter.words = words;
    let edition = match std::mem::take(&mut filter.edition) {
        Editions::Of(key) => Some(tokens::edition(&key)),
        Editions::All | Editions::Current => None,
    };
    let of = |facet, value: Option<String>| value.map(|value| tokens::mark(facet, value));
    let rest = [
        edition,
        of(Facet::Region, filter.region.take().map(|code| code.to_string())),
        of(Facet::Category, filter.category.take()),
        of(Facet::Category, filter.sub_category.take()),
    ];
    filter.words.all.extend(rest.into_iter().flatten());
}
