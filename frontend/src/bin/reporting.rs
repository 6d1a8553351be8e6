fn main() {
    frontend::start(frontend::app::reporting::routes);
}
