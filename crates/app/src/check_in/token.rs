//! What a QR code at a point holds: signed, short-lived, worth nothing anywhere else. And the six digits of a day.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::CheckInPointId;
use domain::time::{CivilDate, Instant};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::secrets::Secrets;

/// How often the code on the screen changes.
pub(super) const SLOT_SECONDS: i64 = 30;
/// How long a code is good after it was first shown: time to scan and to load a page on a slow line.
pub(super) const SCREEN_SECONDS: i64 = 120;
/// How long a ticket is good after the scan: time to sign in with an SMS code.
pub(super) const TICKET_SECONDS: i64 = 900;

/// Bytes of the signature that are kept: 96 bits cannot be guessed within the minutes a token lives.
const SEAL_BYTES: usize = 12;
const NONCE_BYTES: usize = 8;

/// What a token says, before its seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// Shown on the screen since this moment (Unix seconds); for everybody who stands before it.
    Screen { point: CheckInPointId, since: u32 },
    /// Got for a scan at this moment; for one person once.
    Ticket {
        point: CheckInPointId,
        since: u32,
        nonce: [u8; NONCE_BYTES],
    },
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum TokenFault {
    /// Not one of ours, of another point, or altered.
    #[error("not a token of this point")]
    Invalid,
    #[error("the token is out of date")]
    Expired,
}

/// A pass and its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) pass: Pass,
    seal: [u8; SEAL_BYTES],
}

impl Pass {
    /// What the screen shows at this moment.
    pub(super) fn on_screen(point: CheckInPointId, now: Instant) -> Self {
        let since = now.unix_seconds().div_euclid(SLOT_SECONDS) * SLOT_SECONDS;
        Self::Screen {
            point,
            since: u32::try_from(since).unwrap_or(0),
        }
    }

    pub(super) const fn point(&self) -> CheckInPointId {
        match self {
            Self::Screen { point, .. } | Self::Ticket { point, .. } => *point,
        }
    }

    /// When it was shown or scanned.
    pub(super) fn since(&self) -> Option<Instant> {
        let (Self::Screen { since, .. } | Self::Ticket { since, .. }) = self;
        Instant::from_unix_seconds(i64::from(*since))
    }

    /// When it is worth nothing any more.
    pub(super) fn expires_at(&self) -> Option<Instant> {
        let good_for = match self {
            Self::Screen { .. } => SCREEN_SECONDS,
            Self::Ticket { .. } => TICKET_SECONDS,
        };
        Some(self.since()?.plus_seconds(good_for))
    }

    /// What is sealed.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let (kind, since, nonce) = match self {
            Self::Screen { since, .. } => (1, since, &[][..]),
            Self::Ticket { since, nonce, .. } => (2, since, &nonce[..]),
        };
        let mut all = vec![kind];
        all.extend(self.point().uuid().as_bytes());
        all.extend(since.to_be_bytes());
        all.extend(nonce);
        all
    }

    /// Whether it is good for `point` at this moment. What comes from the future is no token of ours.
    ///
    /// # Errors
    /// [`TokenFault`]
    pub(super) fn check(&self, point: CheckInPointId, now: Instant) -> Result<(), TokenFault> {
        let (Some(since), Some(expires_at)) = (self.since(), self.expires_at()) else {
            return Err(TokenFault::Invalid);
        };
        if self.point() != point || since > now {
            Err(TokenFault::Invalid)
        } else if now >= expires_at {
            Err(TokenFault::Expired)
        } else {
            Ok(())
        }
    }
}

impl Token {
    /// Reads what the text says; whether its seal is right is another question.
    fn parse(text: &str) -> Result<Self, TokenFault> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| TokenFault::Invalid)?;
        Self::from_bytes(&bytes).ok_or(TokenFault::Invalid)
    }

    /// Seals a pass with the key of a point's generation.
    pub(super) fn seal(secrets: &Secrets, generation: i32, pass: Pass) -> Self {
        let mut value = pass.bytes();
        value.extend(generation.to_be_bytes());
        let digest = secrets.digest("check-in token", &value);
        let mut seal = [0; SEAL_BYTES];
        seal.copy_from_slice(&digest[..SEAL_BYTES]);
        Self { pass, seal }
    }

    /// Reads a token and takes it only with the right seal.
    ///
    /// # Errors
    /// [`TokenFault::Invalid`]
    pub(super) fn open(secrets: &Secrets, generation: i32, text: &str) -> Result<Pass, TokenFault> {
        let told = Self::parse(text)?;
        let ours = Self::seal(secrets, generation, told.pass);
        if ours.seal.ct_eq(&told.seal).into() {
            Ok(told.pass)
        } else {
            Err(TokenFault::Invalid)
        }
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let (point, rest) = rest.split_first_chunk::<16>()?;
        let (since, rest) = rest.split_first_chunk::<4>()?;
        let (nonce, seal) = rest.split_last_chunk::<SEAL_BYTES>()?;
        let point = CheckInPointId::new(Uuid::from_bytes(*point));
        let since = u32::from_be_bytes(*since);
        let pass = match (kind, nonce) {
            (1, []) => Pass::Screen { point, since },
            (2, nonce) => Pass::Ticket {
                point,
                since,
                nonce: nonce.try_into().ok()?,
            },
            _ => return None,
        };
        Some(Self { pass, seal: *seal })
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.pass.bytes();
        bytes.extend(self.seal);
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// The six digits of a day (数字码): for those who cannot scan, and for a printed notice.
pub(super) fn code_of_day(
    secrets: &Secrets,
    point: CheckInPointId,
    generation: i32,
    day: CivilDate,
) -> String {
    let value = format!("{point} {generation} {day}");
    let digest = secrets.digest("check-in code", value.as_bytes());
    let mut number = [0; 8];
    number.copy_from_slice(&digest[..8]);
    format!("{:06}", u64::from_be_bytes(number) % 1_000_000)
}

/// Whether two codes are the same; how long it takes tells nothing.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn secrets() -> Secrets {
        Secrets::new(b"a secret of this installation")
    }

    fn point(n: u128) -> CheckInPointId {
        CheckInPointId::new(Uuid::from_u128(n))
    }

    #[test]
    fn what_a_screen_shows_is_good_for_two_minutes_there_and_nowhere_else() {
        let shown = at("2026-09-19T02:00:17Z");
        let pass = Pass::on_screen(point(1), shown);
        let since = at("2026-09-19T02:00:00Z");
        assert_eq!(pass.since(), Some(since));
        for (seconds, verdict) in [
            (-1, Err(TokenFault::Invalid)),
            (0, Ok(())),
            (119, Ok(())),
            (120, Err(TokenFault::Expired)),
        ] {
            assert_eq!(
                pass.check(point(1), since.plus_seconds(seconds)),
                verdict,
                "{seconds} s"
            );
        }
        assert_eq!(pass.check(point(2), shown), Err(TokenFault::Invalid));
        let ticket = Pass::Ticket {
            point: point(1),
            since: u32::try_from(since.unix_seconds()).unwrap(),
            nonce: [7; 8],
        };
        assert_eq!(ticket.check(point(1), since.plus_seconds(899)), Ok(()));
        assert_eq!(
            ticket.check(point(1), since.plus_seconds(900)),
            Err(TokenFault::Expired)
        );
    }

    proptest! {
        #[test]
        fn tokens_read_back_as_they_were_written(id: u128, since: u32, nonce: [u8; 8], seal: [u8; 12], ticket: bool) {
            let pass = if ticket {
                Pass::Ticket { point: point(id), since, nonce }
            } else {
                Pass::Screen { point: point(id), since }
            };
            let token = Token { pass, seal };
            prop_assert_eq!(Token::parse(&token.to_string()), Ok(token));
        }

        #[test]
        fn anything_else_is_no_token(text in "\\PC{0,100}") {
            if let Ok(token) = Token::parse(&text) {
                prop_assert_eq!(token.to_string(), text);
            }
        }
    }

    #[test]
    fn a_seal_holds_for_its_point_generation_and_installation_only() {
        let pass = Pass::on_screen(point(1), at("2026-09-19T02:00:17Z"));
        let text = Token::seal(&secrets(), 1, pass).to_string();
        assert_eq!(Token::open(&secrets(), 1, &text), Ok(pass));
        assert_eq!(Token::open(&secrets(), 2, &text), Err(TokenFault::Invalid));
        let other = Secrets::new(b"another secret");
        assert_eq!(Token::open(&other, 1, &text), Err(TokenFault::Invalid));
    }

    #[test]
    fn the_code_of_a_day_is_six_digits_and_another_the_next_day_and_elsewhere() {
        let day = |text: &str| text.parse::<CivilDate>().unwrap();
        let code = |n, generation, on| code_of_day(&secrets(), point(n), generation, day(on));
        let today = code(1, 1, "2026-09-19");
        assert!(
            today.len() == 6 && today.bytes().all(|b| b.is_ascii_digit()),
            "{today}"
        );
        assert_eq!(today, code(1, 1, "2026-09-19"));
        for other in [
            code(1, 1, "2026-09-20"),
            code(2, 1, "2026-09-19"),
            code(1, 2, "2026-09-19"),
        ] {
            assert_ne!(today, other);
        }
    }

    proptest! {
        #[test]
        fn an_altered_token_is_refused(byte in 0usize..41, by in 1u8..) {
            let pass = Pass::Ticket { point: point(1), since: 1_789_000_000, nonce: [3; 8] };
            let text = Token::seal(&secrets(), 1, pass).to_string();
            let mut bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
            bytes[byte] ^= by;
            let altered = URL_SAFE_NO_PAD.encode(bytes);
            prop_assert_eq!(Token::open(&secrets(), 1, &altered), Err(TokenFault::Invalid));
        }
    }
}
