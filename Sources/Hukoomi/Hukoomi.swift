import ArgumentParser
@main struct Hukoomi: AsyncParsableCommand { func run() async throws {} }
