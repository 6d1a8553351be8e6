//! Texts of signing in and the account.

super::texts! {
    SIGN_IN_TITLE "登录" "Sign in";
    SHOW_TITLE "我的账号" "My account";
}
