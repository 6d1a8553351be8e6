//! What search engines, previews of links and people without scripts get.

use harness::Site;
use serde_json::{Value, json};

/// The text of an element of scripts that holds facts.
fn facts(html: &str) -> Value {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(json).unwrap()
}

#[actix_web::test]
async fn an_activity_is_served_with_its_facts_whatever_its_title() {
    let site = Site::with_pages().await;
    let title = "</script><b>“光影” & 科学</b>";
    let a = site
        .world
        .approved(json!({
            "title": title, "position": { "latitude": 28.0006, "longitude": 120.6994 },
            "sessions": [
                { "starts_at": "2024-09-15T09:00:00+08:00", "ends_at": "2024-09-15T11:00:00+08:00" },
                { "starts_at": "2024-09-16T09:00:00+08:00", "ends_at": "2024-09-16T11:00:00+08:00" },
            ],
        }))
        .await;
    let visitor = site.visitor();
    let page = visitor.get(&format!("~/activities/{}", a.id)).await.expect(200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    assert!(
        page.text
            .contains("<title>&lt;/script&gt;&lt;b&gt;“光影” &amp; 科学&lt;/b&gt; · 科普活动平台</title>")
    );
    assert!(!page.text.contains("<b>"), "{}", page.text);
    assert!(page.text.contains("property=\"og:title\""));
    assert!(page.text.contains(&format!(
        "rel=\"canonical\" href=\"{}/activities/{}\"",
        site.origin, a.id
    )));
    let event = facts(&page.text);
    assert_eq!(
        (&event["@type"], &event["name"]),
        (&json!("Event"), &json!(title))
    );
    assert_eq!(event["location"][0]["geo"]["latitude"], 28.0006);
    assert_eq!(event["subEvent"].as_array().unwrap().len(), 2);
    assert_eq!(event["organizer"]["name"], "温州科技馆");
    for secret in ["13900000005", "示例联系人"] {
        assert!(!page.text.contains(secret), "{secret} is nobody's business");
    }
    // Asked again with what is known, nothing is sent.
    let tag = page.header("etag").unwrap();
    let path = format!("~/activities/{}", a.id);
    let again = visitor
        .call(reqwest::Method::GET, &path, &[("if-none-match", tag)], None)
        .await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
}

#[actix_web::test]
async fn lists_are_served_with_links_and_what_is_gone_says_so() {
    let site = Site::with_pages().await;
    let a = site.world.approved(json!({ "title": "科学之夜" })).await;
    let waiting = site.world.submitted(json!({ "title": "还没有通过" })).await;
    let visitor = site.visitor();
    let link = format!("href=\"/activities/{}\"", a.id);
    for path in [
        "~/activities",
        "~/activities?q=科学&region=330300&view=calendar&travel=walk",
        "~/activities?from=2024-09-15&to=2024-09-15",
    ] {
        let page = visitor.get(path).await.expect(200);
        assert!(page.text.contains(&link), "{path}: {}", page.text);
    }
    let elsewhere = visitor.get("~/activities?region=110000").await.expect(200);
    assert!(!elsewhere.text.contains(&link));
    // A search that cannot be understood is explained by the application.
    visitor
        .get("~/activities?near=nowhere&colour=blue")
        .await
        .expect(200);
    visitor.get("~/").await.expect(200);
    for path in [
        format!("~/activities/{}", waiting.id),
        "~/activities/nonsense".to_owned(),
    ] {
        let page = visitor.get(&path).await.expect(404);
        assert!(page.text.contains("noindex"), "{path}");
        assert!(!page.text.contains("还没有通过"));
    }
    // Pages about whoever is signed in are the application alone.
    let own = visitor.get("~/my/activities").await.expect(200);
    assert!(!own.text.contains("canonical"));
}

#[actix_web::test]
async fn search_engines_find_every_activity() {
    let site = Site::with_pages().await;
    let a = site.world.approved(json!({ "title": "科学之夜" })).await;
    app::statistics::fold_all(&site.world.app).await.unwrap();
    let visitor = site.visitor();
    let robots = visitor.get("~/robots.txt").await.expect(200);
    assert!(
        robots
            .text
            .contains(&format!("Sitemap: {}/sitemap.xml", site.origin))
    );
    assert!(robots.text.contains("Disallow: /my/"));
    let index = visitor.get("~/sitemap.xml").await.expect(200);
    assert!(
        index
            .text
            .contains(&format!("{}/sitemaps/2024/330000.xml", site.origin))
    );
    let part = visitor.get("~/sitemaps/2024/330000.xml").await.expect(200);
    assert!(
        part.text
            .contains(&format!("<loc>{}/activities/{}</loc>", site.origin, a.id))
    );
    for path in [
        "~/sitemaps/2024/110000.xml",
        "~/sitemaps/2024/x.xml",
        "~/sitemaps/2024/330000-2.xml",
        "~/sitemaps/2024/330000-0.xml",
        "~/sitemaps/2024/330000-99999999999.xml",
        "~/sitemaps/1999/330000.xml",
    ] {
        visitor.get(path).await.expect(404);
    }
}

#[actix_web::test]
async fn another_site_shows_a_search_in_a_frame_and_nothing_else_of_ours() {
    let site = Site::with_pages().await;
    let a = site.world.approved(json!({ "title": "<i>科学之夜</i>" })).await;
    let visitor = site.visitor();
    let frame = visitor.get("~/embed/activities?region=330300").await.expect(200);
    assert!(
        frame
            .text
            .contains(&format!("{}/activities/{}", site.origin, a.id))
    );
    assert!(frame.text.contains("&lt;i&gt;科学之夜"));
    let policy = frame.header("content-security-policy").unwrap();
    assert!(
        policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    assert!(
        !visitor
            .get("~/embed/activities?region=110000")
            .await
            .expect(200)
            .text
            .contains("科学之夜")
    );
    visitor
        .get("~/embed/activities?near=x")
        .await
        .refused(422, "validation_failed");
    let page = visitor.get("~/activities").await.expect(200);
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("frame-ancestors 'none'")
    );
}
