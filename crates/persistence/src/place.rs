//! What lies within a circle on the earth.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, Double};
use domain::place::{KM_PER_DEGREE, Position};

use crate::dialect::MultiBackend;

/// A circle on the earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    pub centre: Position,
    pub radius_km: f64,
}

/// The condition that a row's `latitude` and `longitude` lie within a circle, as on a plane that touches the earth at its
/// centre: exact to a thousandth within 100 km.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Within {
    north: f64,
    east: f64,
    shrink: f64,
    most: f64,
}

impl From<&Circle> for Within {
    fn from(circle: &Circle) -> Self {
        let (north, east) = (circle.centre.latitude.get(), circle.centre.longitude.get());
        Self {
            north,
            east,
            shrink: north.to_radians().cos().powi(2),
            most: (circle.radius_km / KM_PER_DEGREE).powi(2),
        }
    }
}

impl Expression for Within {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for Within {}
impl<QS> SelectableExpression<QS> for Within {}
impl ValidGrouping<()> for Within {
    type IsAggregate = is_aggregate::Never;
}
impl QueryId for Within {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl QueryFragment<MultiBackend> for Within {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for (sql, value) in [
            ("((latitude - ", &self.north),
            (") * (latitude - ", &self.north),
            (") + (longitude - ", &self.east),
            (") * (longitude - ", &self.east),
            (") * ", &self.shrink),
            (") <= ", &self.most),
        ] {
            out.push_sql(sql);
            out.push_bind_param::<Double, _>(value)?;
        }
        Ok(())
    }
}
