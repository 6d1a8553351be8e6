//! Limits and lifetimes, against a database and a clock that stands still.

use std::io::{Read, Write};
use std::net::TcpListener;

use domain::account::{SignIn, SignedIn, SmsCodeRequest, TokenTransport};
use domain::problem::Code;
use domain::time::Instant;
use media::store::{Store, StoreConfig};
use persistence::{Db, DbConfig};
use tempfile::TempDir;

use super::*;
use crate::sms::{Gateway, SmsProvider};
use crate::{App, AppError, Clock, Parts, Secrets, Settings};

const PHONE: &str = "13900000005";

struct Place {
    app: App,
    clock: Clock,
    _dir: TempDir,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let outbox = SmsProvider::Outbox(dir.path().join("outbox"));
        Self::with(dir, outbox)
    }

    fn with(dir: TempDir, sms: SmsProvider) -> Self {
        let db = Db::open(&DbConfig::new(format!(
            "sqlite://{}",
            dir.path().join("kepu.db").display()
        )))
        .unwrap();
        db.migrate().unwrap();
        let nowhere = "http://127.0.0.1:9".to_owned();
        let clock = Clock::fixed(Instant::parse("2026-09-15T01:00:00Z").unwrap());
        let app = App::new(Parts {
            db,
            storage: Store::open(&StoreConfig {
                endpoint: nowhere.clone(),
                public_endpoint: nowhere,
                region: "cn".into(),
                bucket: "media".into(),
                access_key: "key".into(),
                secret_key: "secret".into(),
            })
            .unwrap(),
            sms,
            clock: clock.clone(),
            secrets: Secrets::new(b"a secret that only this test knows"),
            settings: Settings {
                name: "科普活动平台".into(),
                demo: true,
                public_origin: "http://127.0.0.1".into(),
                second_factor_required: false,
                fonts_dir: None,
            },
            registry: None,
            webhook_sender: None,
            link_checker: None,
        });
        Self {
            app,
            clock,
            _dir: dir,
        }
    }

    fn wait(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }

    async fn ask(&self, phone: &str) -> Result<(), AppError> {
        let request = SmsCodeRequest { phone: phone.into() };
        send_code(&self.app, request, "192.0.2.1").await.map(drop)
    }

    async fn code(&self) -> String {
        demo_code(&self.app, PHONE).await.unwrap().code
    }

    async fn try_code(&self, code: &str) -> Result<SignedIn, AppError> {
        let request = SignIn {
            phone: PHONE.into(),
            code: code.into(),
            totp: None,
            transport: TokenTransport::Body,
        };
        sign_in(&self.app, request, "a test").await
    }

    async fn signed_in(&self) -> SignedIn {
        self.ask(PHONE).await.unwrap();
        self.try_code(&self.code().await).await.unwrap()
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>) -> Code {
    result.unwrap_err().code()
}

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn a_phone_gets_one_code_a_minute_and_ten_a_day() {
    let place = Place::new();
    place.ask(PHONE).await.unwrap();
    place.wait(59);
    let too_soon = place.ask("+86 139-0000-0005").await.unwrap_err();
    assert_eq!(
        (too_soon.code(), too_soon.retry_after()),
        (Code::ResendTooSoon, Some(1))
    );
    place
        .ask("13900000006")
        .await
        .expect("another phone is not held up");
    for _ in 0..9 {
        place.wait(60);
        place.ask(PHONE).await.unwrap();
    }
    place.wait(60);
    assert_eq!(refused(place.ask(PHONE).await), Code::TooManyCodes);
    place.wait(86_400);
    place.ask(PHONE).await.expect("a day later it starts again");
}

#[tokio::test]
async fn of_requests_at_the_same_moment_one_sends_a_code() {
    let place = Place::new();
    let (a, b, c) = tokio::join!(place.ask(PHONE), place.ask(PHONE), place.ask(PHONE));
    let sent = [a, b, c].into_iter().filter(Result::is_ok).count();
    assert_eq!(sent, 1);
}

#[tokio::test]
async fn the_sixth_try_is_refused_even_when_it_is_right() {
    let place = Place::new();
    place.ask(PHONE).await.unwrap();
    let right = place.code().await;
    for _ in 0..5 {
        assert_eq!(refused(place.try_code(&another(&right)).await), Code::InvalidCode);
    }
    let last = place.try_code(&right).await.unwrap_err();
    assert_eq!(last.code(), Code::TooManyAttempts);
    assert!(last.retry_after().is_some());
    place.wait(60);
    place.signed_in().await;
}

#[tokio::test]
async fn a_code_is_good_once_and_for_five_minutes() {
    let place = Place::new();
    place.ask(PHONE).await.unwrap();
    let code = place.code().await;
    place.wait(299);
    let first = place.try_code(&code).await.unwrap();
    assert_eq!(refused(place.try_code(&code).await), Code::InvalidCode);
    place.ask(PHONE).await.unwrap();
    let code = place.code().await;
    place.wait(300);
    assert_eq!(refused(place.try_code(&code).await), Code::InvalidCode);
    let again = place.signed_in().await;
    assert_eq!(first.user.id, again.user.id, "the account is made once");
    assert_eq!(again.user.phone, "139****0005");
}

#[tokio::test]
async fn a_refresh_token_used_twice_ends_the_session() {
    let place = Place::new();
    let first = place.signed_in().await;
    let old = first.refresh_token.unwrap();
    let second = refresh(&place.app, &old).await.unwrap();
    authenticate(&place.app, &second.access_token).await.unwrap();
    place.wait(31);
    assert_eq!(refused(refresh(&place.app, &old).await), Code::SessionRevoked);
    let young = second.refresh_token.unwrap();
    assert_eq!(
        refused(refresh(&place.app, &young).await),
        Code::SessionRevoked,
        "the thief's and the owner's"
    );
    assert_eq!(
        refused(authenticate(&place.app, &second.access_token).await),
        Code::SessionRevoked
    );
    assert_eq!(refused(refresh(&place.app, "nonsense").await), Code::InvalidToken);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again_for_half_a_minute() {
    let place = Place::new();
    let old = place.signed_in().await.refresh_token.unwrap();
    place.wait(60);
    refresh(&place.app, &old).await.unwrap();
    place.wait(30);
    let second = refresh(&place.app, &old).await.unwrap().refresh_token.unwrap();
    let third = refresh(&place.app, &second).await.unwrap().refresh_token.unwrap();
    // Once the next was used, the one before was not lost.
    assert_eq!(refused(refresh(&place.app, &old).await), Code::SessionRevoked);
    assert_eq!(refused(refresh(&place.app, &third).await), Code::SessionRevoked);
}

#[tokio::test]
async fn two_who_go_on_with_one_token_are_found_out() {
    let place = Place::new();
    let stolen = place.signed_in().await.refresh_token.unwrap();
    place.wait(60);
    let thief = refresh(&place.app, &stolen).await.unwrap().refresh_token.unwrap();
    let owner = refresh(&place.app, &stolen).await.unwrap().refresh_token.unwrap();
    place.wait(60);
    let next = refresh(&place.app, &thief).await.unwrap().refresh_token.unwrap();
    assert_eq!(refused(refresh(&place.app, &owner).await), Code::SessionRevoked);
    assert_eq!(refused(refresh(&place.app, &next).await), Code::SessionRevoked);
}

#[tokio::test]
async fn a_session_ends_after_a_week_of_rest_and_after_thirty_days() {
    let place = Place::new();
    let day = 86_400;
    let mut token = place.signed_in().await.refresh_token.unwrap();
    for _ in 0..4 {
        place.wait(7 * day - 1);
        token = refresh(&place.app, &token).await.unwrap().refresh_token.unwrap();
    }
    place.wait(2 * day + 4);
    assert_eq!(
        refused(refresh(&place.app, &token).await),
        Code::SessionRevoked,
        "thirty days"
    );
    let token = place.signed_in().await.refresh_token.unwrap();
    place.wait(7 * day);
    assert_eq!(
        refused(refresh(&place.app, &token).await),
        Code::SessionRevoked,
        "a week of rest"
    );
}

#[tokio::test]
async fn signing_a_device_out_ends_it_and_no_other() {
    let place = Place::new();
    let phone = place.signed_in().await;
    place.wait(60);
    let desk = place.signed_in().await;
    let me = authenticate(&place.app, &desk.access_token).await.unwrap();
    let devices = list_devices(&place.app, &me).await.unwrap().items;
    let other = devices.iter().find(|device| !device.current).unwrap();
    assert_eq!(devices.len(), 2);
    end_device(&place.app, &me, other.id).await.unwrap();
    assert_eq!(
        refused(authenticate(&place.app, &phone.access_token).await),
        Code::SessionRevoked
    );
    authenticate(&place.app, &desk.access_token).await.unwrap();
}

#[tokio::test]
async fn a_deleted_account_leaves_nothing_personal_and_its_phone_starts_anew() {
    let place = Place::new();
    let before = place.signed_in().await;
    let me = authenticate(&place.app, &before.access_token).await.unwrap();
    erase(&place.app, &me.actor).await.unwrap();
    assert_eq!(
        refused(authenticate(&place.app, &before.access_token).await),
        Code::SessionRevoked
    );
    let kept = place.app.db().read({
        let id = before.user.id;
        move |conn| persistence::account::find(conn, id)
    });
    let kept = kept.await.unwrap();
    let phone: String = place
        .app
        .secrets()
        .open(kept.id.uuid().as_bytes(), &kept.phone_sealed)
        .unwrap();
    assert_eq!((phone.as_str(), kept.display_name.as_str()), ("", "已注销用户"));
    place.wait(60);
    assert_ne!(place.signed_in().await.user.id, before.user.id);
}

/// Answers each connection with the next status and hands over what was sent.
fn gateway(statuses: &'static [u16]) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sms", listener.local_addr().unwrap());
    let requests = std::thread::spawn(move || {
        let answer_one = |status: &u16| {
            let (mut connection, _) = listener.accept().unwrap();
            let (mut request, mut buffer) = (String::new(), [0; 4096]);
            while !request.ends_with('}') {
                let n = connection.read(&mut buffer).unwrap();
                request.push_str(&String::from_utf8_lossy(&buffer[..n]));
            }
            write!(
                connection,
                "HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
            .unwrap();
            request
        };
        statuses.iter().map(answer_one).collect()
    });
    (url, requests)
}

#[tokio::test]
async fn the_gateway_gets_the_code_and_is_tried_twice() {
    let (url, requests) = gateway(&[502, 200]);
    let sms = SmsProvider::Gateway(Gateway::new(url, Some("gateway-token".into())).unwrap());
    let place = Place::with(tempfile::tempdir().unwrap(), sms);
    place.ask(PHONE).await.unwrap();
    let requests = requests.join().unwrap();
    assert_eq!(requests.len(), 2);
    let sent = requests[1].to_lowercase();
    assert!(sent.contains("authorization: bearer gateway-token"), "{sent}");
    let body: serde_json::Value =
        serde_json::from_str(&requests[1][requests[1].find('{').unwrap()..]).unwrap();
    assert_eq!(body["phone"], PHONE);
    let code = body["code"].as_str().unwrap();
    assert!(body["text"].as_str().unwrap().contains(code));
    place.try_code(code).await.unwrap();
}

#[tokio::test]
async fn a_code_that_was_not_sent_does_not_count() {
    let (url, requests) = gateway(&[500, 503, 200]);
    let sms = SmsProvider::Gateway(Gateway::new(url, None).unwrap());
    let place = Place::with(tempfile::tempdir().unwrap(), sms);
    let failed = place.ask(PHONE).await.unwrap_err();
    assert_eq!(failed.code(), Code::SmsUnavailable);
    assert!(failed.retry_after().is_some());
    place.ask(PHONE).await.expect("at once, without waiting a minute");
    requests.join().unwrap();
}
