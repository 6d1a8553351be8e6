//! What goes wrong, and how often.

use std::ops::DerefMut;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// What goes wrong. Shares are 0 to 1: of answers to a pull, of items or of pushes, as each says. Nothing goes
/// wrong by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Answers that break off before their first byte or in the middle, and pushes that are never sent.
    pub drop: f64,
    /// Each answer and each push waits for up to this long.
    #[serde(rename = "latency_ms", with = "milliseconds")]
    pub latency: Duration,
    /// Answers that are 429, 500 or 503 instead.
    pub errors: f64,
    /// Items that stand on their page twice, and pushes that are followed by another event about the same change.
    pub duplicate: f64,
    /// The items of a page stand in any order, and pushes overtake each other.
    pub reorder: bool,
    /// Pushes that are sent once more byte for byte, with the same signature.
    pub replay: f64,
    /// Pushes with one byte of the body altered after they were signed.
    pub alter: f64,
    /// Items of which a field has the wrong type or is missing.
    pub unreadable: f64,
    /// Answers whose body is larger than the contract allows.
    pub huge: f64,
}

mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(time: &Duration, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Duration, D::Error> {
        u64::deserialize(input).map(Duration::from_millis)
    }
}

/// The faults at this moment; whatever is set holds from the next request on.
#[derive(Debug, Default)]
pub struct FaultSwitch(Mutex<Faults>);

impl FaultSwitch {
    pub fn set(&self, faults: Faults) {
        *lock(&self.0) = faults;
    }
    pub fn get(&self) -> Faults {
        *lock(&self.0)
    }
    /// From now on nothing goes wrong.
    pub fn clear(&self) {
        self.set(Faults::default());
    }
}

/// Chance, the same for each seed.
#[derive(Debug)]
pub(crate) struct Dice(Mutex<SmallRng>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(SmallRng::seed_from_u64(seed)))
    }
    /// True for this share of all calls.
    pub(crate) fn falls(&self, share: f64) -> bool {
        share > 0.0 && self.hold().random_bool(share.min(1.0))
    }
    /// Waits for up to `most`.
    pub(crate) async fn wait(&self, most: Duration) {
        if !most.is_zero() {
            let time = most.mul_f64(self.hold().random());
            tokio::time::sleep(time).await;
        }
    }
    pub(crate) fn hold(&self) -> impl DerefMut<Target = SmallRng> + '_ {
        lock(&self.0)
    }
}

/// A thread that panicked while it held the lock left nothing half done here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
