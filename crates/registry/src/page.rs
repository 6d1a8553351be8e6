//! Reading one page.

use std::fmt;

use domain::registry::{CURSOR_MAX, EXTERNAL_ID_MAX, PAGE_MAX, RegistryOrganization};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Number;
use serde_json::value::RawValue;

use crate::client::RegistryError;

/// Characters of a reason, which may quote what the registry sent.
const WHY_MAX: usize = 200;

/// Some organisations, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub items: Vec<Item>,
    /// The cursor behind this page, 1 to [`CURSOR_MAX`] visible ASCII characters.
    pub next: String,
    /// Whether there is something behind it already.
    pub more: bool,
    /// To be sent again with the cursor that brought this page, never with another.
    pub etag: Option<String>,
}

/// One record of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Has the shape of an organisation; [`domain::registry::check`] says whether its values are right.
    Organization(Box<RegistryOrganization>),
    /// Has not. `why` is for officials and may quote what the registry sent, cut to 200 characters.
    Unreadable {
        /// As far as it can be told; not checked.
        external_id: Option<String>,
        why: String,
    },
}

impl Item {
    fn read(raw: &RawValue) -> Self {
        match serde_json::from_str(raw.get()) {
            Ok(organization) => Self::Organization(organization),
            Err(error) => Self::Unreadable {
                external_id: external_id(raw),
                why: error.to_string().chars().take(WHY_MAX).collect(),
            },
        }
    }
}

/// The identifier of a record that is no organisation otherwise. The rest of the record is passed over unread.
fn external_id(raw: &RawValue) -> Option<String> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        external_id: &'a RawValue,
    }
    let id = serde_json::from_str::<Named<'_>>(raw.get())
        .ok()?
        .external_id
        .get();
    let id = serde_json::from_str::<String>(id)
        .or_else(|_| serde_json::from_str::<Number>(id).map(|number| number.to_string()))
        .ok()?;
    Some(id.chars().take(EXTERNAL_ID_MAX).collect())
}

/// A body as it comes, its items not yet looked at.
#[derive(Deserialize)]
struct Told<'a> {
    #[serde(borrow)]
    items: Raws<'a>,
    next: String,
    more: bool,
}

/// At most [`PAGE_MAX`] records, however short they are and however many would fit into a body.
struct Raws<'a>(Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Raws<'a> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Few;
        impl<'de> Visitor<'de> for Few {
            type Value = Vec<&'de RawValue>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of at most {PAGE_MAX} items")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(item) = items.next_element()? {
                    if all.len() == PAGE_MAX {
                        return Err(A::Error::invalid_length(PAGE_MAX + 1, &self));
                    }
                    all.push(item);
                }
                Ok(all)
            }
        }
        input.deserialize_seq(Few).map(Self)
    }
}

impl Page {
    /// Reads the body of an answer to `cursor`.
    pub(crate) fn read(
        body: &[u8],
        cursor: Option<&str>,
        limit: usize,
        etag: Option<String>,
    ) -> Result<Self, RegistryError> {
        let broken = |why: String| RegistryError::Broken(why.chars().take(WHY_MAX).collect());
        let told: Told<'_> = serde_json::from_slice(body).map_err(|error| broken(error.to_string()))?;
        if told.items.0.len() > limit {
            return Err(broken(format!("more than the {limit} items that were asked for")));
        }
        let is_cursor =
            (1..=CURSOR_MAX).contains(&told.next.len()) && told.next.bytes().all(|b| b.is_ascii_graphic());
        if !is_cursor {
            return Err(broken("the next cursor is no cursor".to_owned()));
        }
        if told.more && cursor == Some(told.next.as_str()) {
            return Err(broken("the cursor stands still".to_owned()));
        }
        Ok(Self {
            items: told.items.0.iter().map(|raw| Item::read(raw)).collect(),
            next: told.next,
            more: told.more,
            etag,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = r#"{"external_id":"a1","revision":1,"full_name":"温州科技馆","region_code":"330302",
        "status":"active","certified":false,"updated_at":"2026-08-21T09:30:00+08:00","new_field":[1]}"#;

    fn read(body: &str) -> Result<Page, RegistryError> {
        Page::read(body.as_bytes(), Some("c1"), 10, None)
    }

    fn page_of(items: &str) -> Page {
        read(&format!(
            r#"{{"items":[{items}],"next":"c2","more":true,"total":9}}"#
        ))
        .unwrap()
    }

    #[test]
    fn one_bad_record_stands_among_good_ones() {
        let page = page_of(&format!(
            r#"{GOOD},{{"external_id":"a2","revision":"x"}},7,{{"external_id":12}},null,{GOOD}"#
        ));
        assert_eq!((page.next.as_str(), page.more), ("c2", true));
        let ids: Vec<_> = page
            .items
            .iter()
            .map(|item| match item {
                Item::Organization(o) => (true, Some(o.external_id.as_str())),
                Item::Unreadable { external_id, why } => {
                    assert!(!why.is_empty());
                    (false, external_id.as_deref())
                }
            })
            .collect();
        assert_eq!(
            ids,
            [
                (true, Some("a1")),
                (false, Some("a2")),
                (false, None),
                (false, Some("12")),
                (false, None),
                (true, Some("a1")),
            ]
        );
    }

    #[test]
    fn what_is_quoted_is_short() {
        let long = "字".repeat(10_000);
        let page = page_of(&format!(r#"{{"external_id":"{long}","revision":"{long}"}}"#));
        let Item::Unreadable { external_id, why } = &page.items[0] else {
            panic!("it is unreadable");
        };
        assert!(why.chars().count() <= WHY_MAX);
        assert_eq!(external_id.as_ref().unwrap().chars().count(), EXTERNAL_ID_MAX);
    }

    #[test]
    fn a_page_that_breaks_the_contract_is_refused_whole() {
        let many = ["7"; 11].join(",");
        let too_many = vec!["7"; PAGE_MAX + 1].join(",");
        let long = "c".repeat(CURSOR_MAX + 1);
        for body in [
            String::new(),
            "[]".into(),
            "{}".into(),
            r#"{"items":[],"more":false}"#.into(),
            r#"{"items":[],"next":null,"more":false}"#.into(),
            r#"{"items":[],"next":"","more":false}"#.into(),
            r#"{"items":[],"next":"a b","more":false}"#.into(),
            format!(r#"{{"items":[],"next":"{long}","more":false}}"#),
            r#"{"items":[],"next":"c1","more":true}"#.into(),
            r#"{"items":{},"next":"c2","more":true}"#.into(),
            format!(r#"{{"items":[{many}],"next":"c2","more":true}}"#),
            format!(r#"{{"items":[{too_many}],"next":"c2","more":true}}"#),
            format!(r#"{{"items":[{GOOD}"#),
        ] {
            assert!(matches!(read(&body), Err(RegistryError::Broken(_))), "{body}");
        }
        assert!(read(r#"{"items":[],"next":"c1","more":false}"#).is_ok());
    }

    proptest! {
        #[test]
        fn no_body_panics(body in prop::collection::vec(any::<u8>(), 0..300), item in "\\PC{0,60}") {
            let _ = Page::read(&body, None, 10, None);
            let _ = read(&format!(r#"{{"items":[{item}],"next":"c2","more":true}}"#));
        }
    }
}
