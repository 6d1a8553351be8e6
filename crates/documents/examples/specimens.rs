//! Papers to look at: `cargo run -p documents --example specimens -- <directory>`.

use std::path::PathBuf;

use chrono::NaiveDate;
use documents::{
    Certificate, Fonts, RecommendationRow, RecommendationSheet, SubjectKind, certificate, recommendations,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| ".".into()));
    let fonts = Fonts::find(None)?;
    let plain = plain();
    let crowded = Certificate {
        recipient: "新疆维吾尔自治区伊犁哈萨克自治州阿卜杜热合曼·买买提（𠮷田）青少年科学素质教育与科普资源共建共享服务中心联合会\
                    暨西部地区科普志愿服务总队"
            .to_owned(),
        text: plain.text.repeat(4),
        issuer: "中国科学技术协会\n中华人民共和国科学技术部\n中国科学院\n中国工程院".to_owned(),
        demo: true,
        ..plain.clone()
    };
    let sample = Certificate {
        demo: true,
        ..plain.clone()
    };
    for (name, c) in [("plain", plain), ("sample", sample), ("crowded", crowded)] {
        std::fs::write(dir.join(format!("{name}.pdf")), certificate(&fonts, &c)?)?;
    }
    for (name, columns) in [
        ("activities", SubjectKind::Activity),
        ("organizations", SubjectKind::Organization),
    ] {
        let sheet = RecommendationSheet {
            title: "2026年全国科普日优秀活动推荐汇总表".to_owned(),
            recommending_unit: "湖北省科学技术协会".to_owned(),
            edition: "2026年".to_owned(),
            made_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
            columns,
        };
        std::fs::write(
            dir.join(format!("{name}.xlsx")),
            recommendations(&sheet, (1..=12).map(row))?,
        )?;
    }
    Ok(())
}

fn plain() -> Certificate {
    Certificate {
        number: "KP2026-YX-000128".to_owned(),
        heading: "荣誉证书".to_owned(),
        recipient: "武汉市青少年科学技术馆".to_owned(),
        text: "在2026年全国科普日活动中，贵单位主办的“走近量子世界”主题科普活动组织有力、内容丰富、成效显著，被评为2026年全国\
               科普日优秀活动。\n特发此证，以资鼓励。\n"
            .to_owned(),
        issuer: "中国科学技术协会".to_owned(),
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
        verification_url: "https://kepu.example.cn/verify/KP2026-YX-000128".to_owned(),
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        demo: false,
    }
}

fn row(position: u32) -> RecommendationRow {
    RecommendationRow {
        position,
        recommending_unit: "湖北省科学技术协会".to_owned(),
        name: format!("走近量子世界：武汉市青少年科学节系列活动第{position}场"),
        category: "前沿科技".to_owned(),
        hosts: "武汉市科学技术协会、武汉市教育局".to_owned(),
        co_organizers: "武汉市青少年科学技术馆".to_owned(),
        time: "2026年9月19日至25日".to_owned(),
        place: "武汉市江岸区赵家条144号".to_owned(),
        mode: "线上、线下".to_owned(),
        participants_offline: Some(3_200 * position),
        participants_online: (!position.is_multiple_of(3)).then_some(128_000),
        sci_workers: Some(46),
        media_reports: "12篇\nhttps://news.example.cn/2026/quantum-week".to_owned(),
        summary: "活动面向中小学生和社区居民，设置量子通信、量子计算和精密测量三个展区，安排科学家讲座、动手实验和实验室开放日。"
            .repeat(3),
        highlights: "院士领衔讲座；首次向公众开放国家重点实验室；全程手语翻译。".to_owned(),
        contact_name: "张三".to_owned(),
        contact_phone: "027-82710000".to_owned(),
        activity_id: format!("KP2026-{position:06}"),
    }
}
