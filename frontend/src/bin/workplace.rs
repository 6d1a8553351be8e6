fn main() {
    frontend::start(frontend::app::workplace::routes);
}
