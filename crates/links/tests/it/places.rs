use links::{LinkChecker, LinkConfig, Verdict};

/// None of these leads to a connection, so that each answers at once.
#[tokio::test]
async fn what_somebody_types_is_judged_before_anything_is_asked() {
    let forbidden = [
        "http://127.0.0.1",
        "http://127.0.0.1:80/",
        "https://127.255.255.254/",
        "http://[::1]",
        "http://[::]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://017700000001",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.100.100.200/latest/meta-data/",
        "http://169.254.169.254/latest",
        "http://168.63.129.16/",
        "http://255.255.255.255/",
        "http://224.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/latest",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:db8::1]/",
        "http://localhost",
        "http://LOCALHOST/",
        "https://localhost/",
        "http:\\\\127.0.0.1\\",
        "  http://127.0.0.1/  ",
        "http://127.0.0.1#@example.com/",
        "http://127.0.0.1?@example.com/",
        "http://example.com:22",
        "http://example.com:8080/",
        "https://example.com:6443/",
        "http://example.com:0/",
        "http://93.184.216.34:22/",
        "http://[2606:2800:220:1::1]:6379/",
    ];
    let invalid = [
        "",
        "example.com",
        "www.example.com/page",
        "/page",
        "//example.com/",
        "http://",
        "http:///",
        "https://?",
        "http://user:pass@example.com",
        "http://user@example.com/",
        "http://:pass@example.com/",
        "http://example.com@127.0.0.1/",
        "ftp://example.com/",
        "ftp://",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_",
        "javascript:alert(1)",
        "data:text/html,x",
        "ws://example.com/",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://exa mple.com/",
        "http://example.com:99999/",
        "http://[::1",
        "http://a{b}.example/",
    ];
    let checker = LinkChecker::new(LinkConfig::default()).unwrap();
    for (urls, verdict) in [(&forbidden[..], Verdict::Forbidden), (&invalid, Verdict::Invalid)] {
        for url in urls {
            assert_eq!(checker.check(url).await, verdict, "{url:?}");
        }
    }
    let long = format!("http://example.com/{}", "a".repeat(70_000));
    assert_eq!(checker.check(&long).await, Verdict::Invalid);
}
