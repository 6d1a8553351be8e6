//! Quotas come in as a whole; figures go out as they are shown.

use std::io::Read;

use domain::region::RegionCode;
use domain::statistics::By;
use harness::Site;
use serde_json::{Value, json};

use super::{count, faults, import, upload};

fn choices() -> Value {
    json!({ "kind": "quotas", "region_code": "330000" })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quotas_are_set_as_a_whole_or_not_at_all() {
    let site = Site::new().await;
    let (province, county) = (site.sign_in(3).await, site.sign_in(6).await);
    let wrong = "地区,活动板块,任务指标\n浙江省温州市,,10\n江苏省南京市,,5\n330100,不存在,20\n330100,,多\n";
    let media = upload(&site, &province, "指标.csv", wrong.as_bytes().to_vec()).await;
    let refused = import(&site, &province, &media, choices()).await;
    assert_eq!(
        (count(&refused, "imported"), count(&refused, "faulty")),
        (0, 3),
        "{}",
        refused.text
    );
    assert!(
        faults(&refused).contains(&"A3 outside_region".to_owned()),
        "{}",
        refused.text
    );
    assert!(
        faults(&refused).contains(&"B4 unknown_value".to_owned()),
        "{}",
        refused.text
    );
    let none = province
        .get("/editions/2024/quotas?region=330000")
        .await
        .expect(200);
    assert_eq!(none.body["version"], 0);

    let right = "地区,活动板块,任务指标\n浙江省温州市,,10\n330100,百家场馆探未来,20\n";
    let media = upload(&site, &province, "指标.csv", right.as_bytes().to_vec()).await;
    let mut tried = choices();
    tried["dry_run"] = json!(true);
    let tried = import(&site, &province, &media, tried).await;
    assert_eq!(
        (count(&tried, "imported"), count(&tried, "faulty")),
        (2, 0),
        "{}",
        tried.text
    );
    let done = import(&site, &province, &media, choices()).await;
    assert_eq!(
        (count(&done, "imported"), count(&done, "repeated")),
        (2, 0),
        "{}",
        done.text
    );
    let set = province
        .get("/editions/2024/quotas?region=330000")
        .await
        .expect(200);
    assert_eq!(
        (
            set.body["version"].as_i64(),
            set.body["quotas"].as_array().map(Vec::len)
        ),
        (Some(1), Some(2))
    );
    let again = import(&site, &province, &media, choices()).await;
    assert_eq!((count(&again, "imported"), count(&again, "repeated")), (0, 2));
    let own = upload(&site, &county, "指标.csv", right.as_bytes().to_vec()).await;
    let body = json!({ "kind": "quotas", "media_id": own, "region_code": "330000", "edition": "2024" });
    county.post("/imports", body).await.refused(403, "out_of_scope");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_are_taken_out_as_they_are_shown() {
    let site = Site::new().await;
    let w = &site.world;
    w.approved(json!({})).await;
    app::statistics::fold_all(&w.app).await.unwrap();
    let region: RegionCode = "330000".parse().unwrap();
    let mut exported = app::exchange::statistics(&w.app, &w.province, "2024", region, By::Category)
        .await
        .unwrap();
    let mut bytes = Vec::new();
    exported.file.read_to_end(&mut bytes).unwrap();
    let table = spreadsheets::read(&bytes, "a.xlsx", 100, |_| true).unwrap();
    let total: Vec<String> = table.rows[1]
        .cells
        .iter()
        .map(|(_, value)| value.shown())
        .collect();
    assert_eq!(&total[..4], ["合计", "1", "1", "1"], "{total:?}");
}
