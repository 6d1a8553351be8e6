//! Where something is, how far that is, and how long it takes about.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use validator::{Validate, ValidationError, ValidationErrors};

/// Millionths of a degree: about a tenth of a metre, and comparable exactly.
const PER_DEGREE: f64 = 1_000_000.0;
/// Mean radius of the earth in metres (IUGG).
const EARTH_METRES: f64 = 6_371_008.8;
/// Kilometres in a degree of a great circle.
pub const KM_PER_DEGREE: f64 = 111.195;
/// What a way is longer than the straight line in a town.
const DETOUR: f64 = 1.3;

/// An angle in degrees, to the sixth decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Degrees(i32);

impl Degrees {
    /// `None` for what is no angle at all.
    pub fn new(degrees: f64) -> Option<Self> {
        (degrees.abs() <= 1_000.0).then(|| Self((degrees * PER_DEGREE).round() as i32))
    }
    pub fn get(self) -> f64 {
        f64::from(self.0) / PER_DEGREE
    }
}

impl Serialize for Degrees {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.get())
    }
}

impl<'de> Deserialize<'de> for Degrees {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let degrees = f64::deserialize(from)?;
        Self::new(degrees).ok_or_else(|| serde::de::Error::custom("not an angle in degrees"))
    }
}

/// A place on the earth, WGS 84: what browsers and satellites tell. Maps of China shift it themselves (GCJ-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Degrees north, -90 to 90.
    #[cfg_attr(feature = "openapi", schema(value_type = f64, minimum = -90, maximum = 90))]
    pub latitude: Degrees,
    /// Degrees east, -180 to 180.
    #[cfg_attr(feature = "openapi", schema(value_type = f64, minimum = -180, maximum = 180))]
    pub longitude: Degrees,
}

impl Validate for Position {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut faults = ValidationErrors::new();
        for (name, angle, most) in [
            ("latitude", self.latitude, 90.0),
            ("longitude", self.longitude, 180.0),
        ] {
            if angle.get().abs() > most {
                faults.add(name, ValidationError::new("range"));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

impl Position {
    /// `None` outside the world.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let all = Self {
            latitude: Degrees::new(latitude)?,
            longitude: Degrees::new(longitude)?,
        };
        all.validate().is_ok().then_some(all)
    }

    /// `28.0006,120.6994`: degrees north, degrees east.
    pub fn parse(text: &str) -> Option<Self> {
        let (latitude, longitude) = text.split_once(',')?;
        Self::new(latitude.trim().parse().ok()?, longitude.trim().parse().ok()?)
    }

    /// Metres along the surface (haversine).
    pub fn metres_to(self, other: Self) -> f64 {
        let (lat1, lat2) = (
            self.latitude.get().to_radians(),
            other.latitude.get().to_radians(),
        );
        let north = lat2 - lat1;
        let east = (other.longitude.get() - self.longitude.get()).to_radians();
        let chord = (north / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (east / 2.0).sin().powi(2);
        2.0 * EARTH_METRES * chord.sqrt().min(1.0).asin()
    }
}

/// As [`Position::parse`] reads it.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.latitude.get(), self.longitude.get())
    }
}

/// About how long the way is for so many metres in a straight line.
pub fn way_metres(straight: f64) -> u32 {
    (straight * DETOUR).round() as u32
}

/// How somebody goes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    Walk,
    Bicycle,
    /// Bus and metro, waiting included.
    Transit,
    Car,
}

impl Travel {
    pub const ALL: [Self; 4] = [Self::Walk, Self::Bicycle, Self::Transit, Self::Car];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::Bicycle => "bicycle",
            Self::Transit => "transit",
            Self::Car => "car",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == text)
    }
    /// Kilometres in an hour as one gets on in a Chinese town, and minutes before one is on the way.
    const fn pace(self) -> (f64, f64) {
        match self {
            Self::Walk => (4.5, 0.0),
            Self::Bicycle => (13.0, 1.0),
            Self::Transit => (20.0, 8.0),
            Self::Car => (28.0, 4.0),
        }
    }
    /// About how many minutes for so many metres in a straight line. An estimate: no street is known here.
    pub fn minutes(self, metres: f64) -> u32 {
        let (speed, before) = self.pace();
        (before + metres / 1_000.0 * DETOUR / speed * 60.0)
            .ceil()
            .max(1.0) as u32
    }
    /// On foot or by bus and metro, whichever is sooner.
    pub fn minutes_without_car(metres: f64) -> u32 {
        Self::Walk.minutes(metres).min(Self::Transit.minutes(metres))
    }
    /// How far one gets within so many minutes, kilometres in a straight line.
    pub fn reach_km(self, minutes: u32) -> f64 {
        let (speed, before) = self.pace();
        (f64::from(minutes) - before).max(0.0) / 60.0 * speed / DETOUR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn positions_are_read_and_the_world_has_an_end() {
        let wenzhou = Position::parse("28.0006, 120.6994").unwrap();
        assert_eq!(
            serde_json::to_string(&wenzhou).unwrap(),
            r#"{"latitude":28.0006,"longitude":120.6994}"#
        );
        for wrong in [
            "",
            "28",
            "90.000001,0",
            "0,-180.1",
            "NaN,0",
            "inf,0",
            "1,2,3",
            "a,b",
        ] {
            assert_eq!(Position::parse(wrong), None, "{wrong}");
        }
        assert!(Position::parse("90,180").is_some());
        assert_eq!(Position::parse(&wenzhou.to_string()), Some(wenzhou));
        let outside: Position = serde_json::from_str(r#"{"latitude":91,"longitude":0}"#).unwrap();
        assert!(outside.validate().is_err());
    }

    #[test]
    fn distances_are_those_of_the_earth() {
        // Wenzhou to Hangzhou: about 260 km as the crow flies.
        let (wenzhou, hangzhou) = (Position::new(28.0006, 120.6994), Position::new(30.2741, 120.1551));
        let metres = wenzhou.unwrap().metres_to(hangzhou.unwrap());
        assert!((255_000.0..262_000.0).contains(&metres), "{metres}");
    }

    proptest! {
        #[test]
        fn what_is_within_reach_is_there_in_time(minutes in 10_u32..120, way in 0_usize..4) {
            let way = Travel::ALL[way];
            let metres = way.reach_km(minutes) * 1_000.0;
            prop_assert!(way.minutes(metres * 0.999) <= minutes);
            prop_assert!(way.minutes(metres * 1.05 + 60.0) > minutes);
        }

        #[test]
        fn as_far_there_as_back(a in -90.0..90.0, b in -180.0..180.0, c in -90.0..90.0, d in -180.0..180.0) {
            let (one, other) = (Position::new(a, b).unwrap(), Position::new(c, d).unwrap());
            prop_assert!((one.metres_to(other) - other.metres_to(one)).abs() < 1.0);
            prop_assert!(one.metres_to(one) < 0.5);
        }
    }
}
