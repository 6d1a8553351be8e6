//! One page of a list, and how large it may be.

use serde::{Deserialize, Serialize};

/// A page of a list. `next` is an opaque cursor for the following page, absent on the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
    /// How many there are in all, where that is known cheaply.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// The whole list in one page.
    pub fn whole(items: Vec<T>) -> Self {
        let total = Some(items.len() as u64);
        Self {
            items,
            next: None,
            total,
        }
    }
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next: self.next,
            total: self.total,
        }
    }
}

/// How many items a page holds: 1–100, 20 unless told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u8);

impl Limit {
    pub const MAX: u8 = 100;

    /// `None` outside 1–100.
    pub fn new(n: u32) -> Option<Self> {
        (1..=u32::from(Self::MAX)).contains(&n).then_some(Self(n as u8))
    }
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(20)
    }
}
