//! The code, as a phone would see it: from the ink in the file.

use documents::Certificate;
use documents::certificate::{Area, layout};
use lopdf::content::Operation;
use rqrr::{Grid, SimpleGrid};

use crate::pdf::{opened, operations};
use crate::sample::{certificate, fonts};

/// White modules on each side.
const QUIET: usize = 4;

/// Upright rectangles that are filled inside `area`: left, top, right, bottom.
fn rectangles(operations: &[Operation], area: Area) -> Vec<[f32; 4]> {
    let mut all = Vec::new();
    let mut points: Vec<(f32, f32)> = Vec::new();
    for operation in operations {
        let numbers: Vec<f32> = operation
            .operands
            .iter()
            .filter_map(|o| o.as_float().ok())
            .collect();
        match operation.operator.as_str() {
            "m" => points = vec![(numbers[0], numbers[1])],
            "l" => points.push((numbers[0], numbers[1])),
            "re" => all.push([
                numbers[0],
                numbers[1],
                numbers[0] + numbers[2],
                numbers[1] + numbers[3],
            ]),
            "h" => {
                let xs = points.iter().map(|p| p.0);
                let ys = points.iter().map(|p| p.1);
                all.push([
                    xs.clone().fold(f32::MAX, f32::min),
                    ys.clone().fold(f32::MAX, f32::min),
                    xs.fold(f32::MIN, f32::max),
                    ys.fold(f32::MIN, f32::max),
                ]);
            }
            _ => {}
        }
    }
    let inside =
        |r: &[f32; 4]| r[0] >= area.left && r[1] >= area.top && r[2] <= area.right && r[3] <= area.bottom;
    all.into_iter().filter(inside).collect()
}

/// What the printed code says, and whether it has white around it.
fn scanned(c: &Certificate) -> String {
    let area = layout(fonts(), c).unwrap().code;
    let ink = rectangles(&operations(&opened(c)), area);
    let left = ink.iter().map(|r| r[0]).fold(f32::MAX, f32::min);
    let top = ink.iter().map(|r| r[1]).fold(f32::MAX, f32::min);
    let right = ink.iter().map(|r| r[2]).fold(f32::MIN, f32::max);
    // Rows are as high as a module.
    let module = ink[0][3] - ink[0][1];
    let side = ((right - left) / module).round() as usize;
    assert!(
        left - area.left > (QUIET as f32 - 0.1) * module,
        "white at the left"
    );
    assert!(
        area.right - right > (QUIET as f32 - 0.1) * module,
        "white at the right"
    );
    let grid = SimpleGrid::from_func(side, |x, y| {
        let (x, y) = (left + (x as f32 + 0.5) * module, top + (y as f32 + 0.5) * module);
        ink.iter().any(|r| r[0] < x && x < r[2] && r[1] < y && y < r[3])
    });
    let (meta, content) = Grid::new(grid).decode().unwrap();
    // Level M is written as 0.
    assert_eq!(meta.ecc_level, 0);
    content
}

#[test]
fn it_leads_to_the_page_that_confirms() {
    let c = certificate();
    assert_eq!(scanned(&c), c.verification_url);
}

#[test]
fn long_and_chinese_addresses_too() {
    for verification_url in [
        format!("https://kepu.example.cn/verify/{}", "0123456789abcdef".repeat(16)),
        "https://科普.example.cn/核验/KP2026-YX-000128".to_owned(),
    ] {
        let c = Certificate {
            verification_url: verification_url.clone(),
            ..certificate()
        };
        assert_eq!(scanned(&c), verification_url);
    }
}

#[test]
fn its_modules_are_large_enough_to_print() {
    let c = certificate();
    let area = layout(fonts(), &c).unwrap().code;
    let ink = rectangles(&operations(&opened(&c)), area);
    // Points; 0.5 mm.
    assert!(ink[0][3] - ink[0][1] > 1.42);
}
