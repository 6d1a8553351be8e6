//! The injected clock.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::Utc;
use domain::time::Instant;

/// Where "now" comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
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
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
    /// Moves a fixed clock; the machine's clock cannot be moved.
    pub fn set(&self, to: Instant) {
        if let Self::Fixed(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}
