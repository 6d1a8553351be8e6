//! How fast certificates are made, on one core: `cargo run --release -p documents --example thousand`.

use std::time::Instant;

use chrono::NaiveDate;
use documents::{Certificate, Fonts, certificate};

const COUNT: u32 = 1000;
/// Characters that make the recipients differ, so that no two certificates need the same subset.
const NAMES: &str = "春夏秋冬山川湖海天地日月星辰风云雷电松竹梅兰桃李杏梨江河溪泉峰岭谷原林森草木花果";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let fonts = Fonts::find(None)?;
    println!("fonts: {:.1} ms, {} MB resident", millis(started), peak_mb()?);

    let names: Vec<char> = NAMES.chars().collect();
    let mut slowest = 0.0_f64;
    let mut bytes = 0;
    let started = Instant::now();
    for n in 0..COUNT {
        let one = Instant::now();
        let pdf = certificate(&fonts, &sample(n, &names))?;
        slowest = slowest.max(millis(one));
        bytes += pdf.len();
    }
    println!(
        "{COUNT} certificates: {:.2} ms each, slowest {slowest:.2} ms, {} KB each, {} MB resident at most",
        millis(started) / f64::from(COUNT),
        bytes / 1024 / COUNT as usize,
        peak_mb()?,
    );
    Ok(())
}

fn sample(n: u32, names: &[char]) -> Certificate {
    let pick = |k: u32| names[(n * 7 + k * 13) as usize % names.len()];
    let name: String = (0..6).map(pick).collect();
    Certificate {
        number: format!("KP2026-YX-{:06}", n + 1),
        heading: "荣誉证书".to_owned(),
        recipient: format!("{name}科学技术馆"),
        text: format!(
            "在2026年全国科普日活动中，贵单位主办的“{name}：走近量子世界”主题科普活动组织有力、内容丰富、\
             成效显著，被评为2026年全国科普日优秀活动。\n特发此证，以资鼓励。"
        ),
        issuer: "中国科学技术协会".to_owned(),
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
        verification_url: format!("https://kepu.example.cn/verify/KP2026-YX-{:06}", n + 1),
        hash: format!(
            "{:064x}",
            u128::from(n + 1) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834
        ),
        demo: false,
    }
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// Most memory this process has had, as the kernel tells it.
fn peak_mb() -> Result<u64, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb: u64 = line.unwrap_or("0").trim().trim_end_matches(" kB").parse()?;
    Ok(kb / 1024)
}
