//! What this installation is.

use domain::platform::{DemoAccount, Platform, PutForward};
use domain::problem::{Code, Fault, FaultCode};

use crate::app::App;
use crate::error::AppResult;

/// The accounts of a demonstration: phone, whom it shows.
pub const DEMO_ACCOUNTS: [(&str, &str); 12] = [
    ("13900000001", "全国管理员"),
    ("13900000002", "省管理员（浙江省）"),
    ("13900000003", "市级管理员（温州市）"),
    ("13900000004", "县级管理员（鹿城区）"),
    ("13900000005", "单位管理员（温州科技馆）"),
    ("13900000006", "活动填报员（瑞安市科学技术协会）"),
    ("13900000007", "系统管理员"),
    ("13900000008", "审计管理员"),
    ("13900000009", "安全管理员"),
    ("13900000010", "省管理员（北京市）"),
    ("13900000011", "县级管理员（瑞安市）"),
    ("13900000012", "普通用户"),
];

/// What a client needs to know before anybody signs in.
pub fn show(app: &App) -> Platform {
    let settings = app.settings();
    let accounts = DEMO_ACCOUNTS.map(|(phone, label)| DemoAccount {
        phone: phone.to_owned(),
        label: label.to_owned(),
    });
    Platform {
        name: settings.name.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        demo: settings.demo,
        now: app.now(),
        demo_accounts: if settings.demo {
            accounts.to_vec()
        } else {
            Vec::new()
        },
    }
}

/// Days by which a demonstration's clock is put forward at once, at most.
const FORWARD_MAX: u32 = 60;

/// Puts a demonstration's clock forward; anywhere else there is no such thing. It lasts until the process ends.
pub fn put_forward(app: &App, by: PutForward) -> AppResult<Platform> {
    if !app.settings().demo {
        return Err(Code::NotFound.into());
    }
    if !(1..=FORWARD_MAX).contains(&by.days) {
        let fault = Fault::new("/days", FaultCode::OutOfRange);
        return Err(fault.with(1).with(FORWARD_MAX).into());
    }
    if !app.clock().put_forward(i64::from(by.days) * 86_400) {
        return Err(Code::NotFound.into());
    }
    Ok(show(app))
}
