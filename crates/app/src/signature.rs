//! `X-Kepu-Signature`: who sent a body, and when. `docs/registry-contract.md`
//!
//! `t=<unix seconds>,v1=<hex>`, where the hex is HMAC-SHA-256 over `<t>.<body>` in lower case. Several `v1` may stand
//! there, while the sender changes its secret; so may parts of other names, which are passed over.
use domain::time::Instant;
use hmac::Mac as _;
use subtle::ConstantTimeEq as _;

use crate::digest::hex;
use crate::secrets::keyed;

/// How far the time of a signature may lie from ours, both ways; this far is still good.
const TOLERANCE_SECONDS: u64 = 300;

/// Bytes of a header that is looked at.
const HEADER_MAX: usize = 1_024;

/// Hex digits of one digest.
const DIGEST_LENGTH: usize = 64;

/// Why a signature is refused. Nothing of it is told to the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignatureFault {
    #[error("the signature cannot be read")]
    Malformed,
    /// The time of the signature, or our clock, is more than five minutes off, in the past or in the future.
    #[error("the signature is not of these minutes")]
    TooOld,
    #[error("the signature was made with another secret or for another body")]
    Wrong,
}

/// The header's value for a body that is sent at this moment: one `v1` for each secret.
pub(crate) fn sign(secrets: &[impl AsRef<[u8]>], at: Instant, body: &[u8]) -> String {
    let time = at.unix_seconds().to_string();
    let digests = secrets.iter().map(|secret| digest(secret.as_ref(), &time, body));
    digests.fold(format!("t={time}"), |header, digest| {
        format!("{header},v1={digest}")
    })
}

/// Whether one of the secrets signed this very body within five minutes of now.
///
/// # Errors
/// [`SignatureFault`]
pub(crate) fn verify(
    secrets: &[&[u8]],
    header: &str,
    body: &[u8],
    now: Instant,
) -> Result<(), SignatureFault> {
    let (time, told) = parts(header).ok_or(SignatureFault::Malformed)?;
    let seconds: i64 = time.parse().map_err(|_| SignatureFault::Malformed)?;
    if now.unix_seconds().abs_diff(seconds) > TOLERANCE_SECONDS {
        return Err(SignatureFault::TooOld);
    }
    // No short way out: how long it takes tells nothing.
    let mut fits = subtle::Choice::from(0);
    for secret in secrets {
        let ours = digest(secret, time, body);
        for digest in &told {
            fits |= digest.as_bytes().ct_eq(ours.as_bytes());
        }
    }
    if fits.into() {
        Ok(())
    } else {
        Err(SignatureFault::Wrong)
    }
}

/// The time as it stands in the header, and at least one digest.
fn parts(header: &str) -> Option<(&str, Vec<&str>)> {
    if header.len() > HEADER_MAX {
        return None;
    }
    let mut time = None;
    let mut digests = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=')? {
            ("t", text) => {
                // A sign would be read by `parse`.
                let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                if !is_number || time.replace(text).is_some() {
                    return None;
                }
            }
            ("v1", text) => {
                let is_hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                if !is_hex || text.len() != DIGEST_LENGTH {
                    return None;
                }
                digests.push(text);
            }
            _ => {}
        }
    }
    (!digests.is_empty()).then_some((time?, digests))
}

fn digest(secret: &[u8], time: &str, body: &[u8]) -> String {
    let mut mac = keyed(secret);
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: &[u8] = b"a secret that both sides know";
    const BODY: &[u8] = br#"{"id":"0198c0de-0000-7000-8000-000000000001"}"#;

    fn now() -> Instant {
        Instant::parse("2026-08-21T01:30:00Z").unwrap()
    }

    fn verify_one(header: &str) -> Result<(), SignatureFault> {
        verify(&[SECRET], header, BODY, now())
    }

    #[test]
    fn the_example_of_the_contract() {
        let header = "t=1787275800,v1=ff9ca79bf2fd7a04d17ca833396404027f0085be35323bd59428f816c065c34c";
        assert_eq!(sign(&[SECRET], now(), BODY), header);
        let contract = include_str!("../../../docs/registry-contract.md");
        for part in [
            header,
            &String::from_utf8_lossy(BODY),
            &String::from_utf8_lossy(SECRET),
        ] {
            assert!(contract.contains(part), "{part}");
        }
    }

    #[test]
    fn five_minutes_are_in_time_and_a_second_more_is_not() {
        for (seconds, verdict) in [
            (0, Ok(())),
            (-300, Ok(())),
            (300, Ok(())),
            (-301, Err(SignatureFault::TooOld)),
            (301, Err(SignatureFault::TooOld)),
            (i64::from(i32::MAX), Err(SignatureFault::TooOld)),
        ] {
            let header = sign(&[SECRET], now().plus_seconds(seconds), BODY);
            assert_eq!(verify_one(&header), verdict, "{seconds} s");
        }
        let far = format!("t={},v1={}", i64::MAX, "0".repeat(64));
        assert_eq!(verify_one(&far), Err(SignatureFault::TooOld));
    }

    #[test]
    fn while_secrets_change_either_side_may_know_both() {
        let (old, new) = (sign(&[b"old"], now(), BODY), sign(&[b"new"], now(), BODY));
        let both = format!("{old},{}", new.split_once(',').unwrap().1);
        for secrets in [&[&b"old"[..]][..], &[b"new"], &[b"other", b"new"]] {
            assert_eq!(verify(secrets, &both, BODY, now()), Ok(()));
        }
        assert_eq!(verify(&[b"new", b"old"], &old, BODY, now()), Ok(()));
        assert_eq!(verify(&[b"new"], &old, BODY, now()), Err(SignatureFault::Wrong));
        assert_eq!(verify(&[], &old, BODY, now()), Err(SignatureFault::Wrong));
    }

    #[test]
    fn parts_of_other_names_are_passed_over() {
        let header = sign(&[SECRET], now(), BODY).replace(',', ", v0=x, v2=,");
        assert_eq!(verify_one(&header), Ok(()));
    }

    #[test]
    fn what_is_no_signature_is_malformed() {
        let digest = "0".repeat(64);
        for header in [
            String::new(),
            "t=1".into(),
            format!("v1={digest}"),
            format!("t=,v1={digest}"),
            format!("t=+1,v1={digest}"),
            format!("t=-1,v1={digest}"),
            format!("t=1.5,v1={digest}"),
            format!("t=１,v1={digest}"),
            format!("t=99999999999999999999,v1={digest}"),
            format!("t=1,t=1,v1={digest}"),
            format!("t=1,v1={digest}0"),
            "t=1,v1=".into(),
            format!("t=1,v1={}", "A".repeat(64)),
            format!("t=1,v1={}", "g".repeat(64)),
            format!("t=1,v1={digest},"),
            format!("t=1 v1={digest}"),
            format!("t=1{}", format!(",v1={digest}").repeat(20)),
        ] {
            assert_eq!(verify_one(&header), Err(SignatureFault::Malformed), "{header:?}");
        }
    }

    proptest! {
        #[test]
        fn any_altered_byte_of_the_body_is_refused(
            body in prop::collection::vec(any::<u8>(), 1..200),
            at in any::<prop::sample::Index>(),
            by in 1u8..,
        ) {
            let header = sign(&[SECRET], now(), &body);
            prop_assert_eq!(verify(&[SECRET], &header, &body, now()), Ok(()));
            let mut altered = body;
            let at = at.index(altered.len());
            altered[at] ^= by;
            prop_assert_eq!(verify(&[SECRET], &header, &altered, now()), Err(SignatureFault::Wrong));
        }

        #[test]
        fn any_altered_byte_of_the_header_is_refused(at in any::<prop::sample::Index>(), by in 1u8..127) {
            let mut header = sign(&[SECRET], now(), BODY).into_bytes();
            let at = at.index(header.len());
            header[at] = (header[at] ^ by) & 0x7f;
            prop_assert!(verify_one(&String::from_utf8(header).unwrap()).is_err());
        }

        #[test]
        fn nothing_in_a_header_panics(header in "\\PC{0,120}") {
            prop_assert!(verify_one(&header).is_err());
        }
    }
}
