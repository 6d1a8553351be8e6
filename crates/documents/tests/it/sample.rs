//! What the tests make papers from.

use std::sync::LazyLock;

use chrono::NaiveDate;
use documents::{Certificate, Fonts};

/// Read once for all tests. Without the fonts the text of the error says what to install.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> =
        LazyLock::new(|| Fonts::find(None).unwrap_or_else(|error| panic!("{error}")));
    &FONTS
}

pub(crate) fn certificate() -> Certificate {
    Certificate {
        number: "KP2026-YX-000128".to_owned(),
        heading: "荣誉证书".to_owned(),
        recipient: "武汉市青少年科学技术馆".to_owned(),
        text: "在2026年全国科普日活动中，贵单位主办的“走近量子世界”主题科普活动组织有力、内容丰富、成效显著，被评为2026年\
               全国科普日优秀活动。\n特发此证，以资鼓励。"
            .to_owned(),
        issuer: "中国科学技术协会".to_owned(),
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        verification_url: "https://kepu.example.cn/verify/KP2026-YX-000128".to_owned(),
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        demo: false,
    }
}
