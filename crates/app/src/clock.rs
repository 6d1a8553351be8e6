//! The injected clock.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::Utc;
use domain::time::Instant;

/// Where "now" comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, some seconds ahead: a demonstration in which the days after an event are shown at once.
    Ahead(Arc<AtomicI64>),
    /// Stands still until moved: for tests at the edge of a deadline and for samples of past years.
    Fixed(Arc<Mutex<Instant>>),
}

impl Clock {
    pub fn fixed(at: Instant) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant::new(Utc::now()),
            Self::Ahead(seconds) => Instant::new(Utc::now()).plus_seconds(seconds.load(Ordering::Relaxed)),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
    /// A demonstration's clock.
    pub fn demonstration() -> Self {
        Self::Ahead(Arc::default())
    }
    /// Puts a demonstration's clock forward; no other clock can be. Answers whether it was.
    pub fn put_forward(&self, by_seconds: i64) -> bool {
        match self {
            Self::Ahead(seconds) => {
                seconds.fetch_add(by_seconds.max(0), Ordering::Relaxed);
                true
            }
            Self::System | Self::Fixed(_) => false,
        }
    }
    /// Moves a fixed clock; the machine's clock cannot be moved.
    pub fn set(&self, to: Instant) {
        if let Self::Fixed(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}
